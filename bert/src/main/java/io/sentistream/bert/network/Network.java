package io.sentistream.bert.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A network on a device, ready to run: the program, which holds the weights. Safe for use by several threads; {@link #close} only
 * when none uses it.
 */
public final class Network implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    /** The shortest text: [CLS] and [SEP], whatever their ids. */
    private static final List<int[]> SHORTEST = List.of(new int[2]);

    private final ModelConfig config;
    private final Kernels kernels;
    private final PtNDManager manager;
    private final Program program;

    private Network(ModelConfig config, Kernels kernels, PtNDManager manager, Program program) {
        this.config = config;
        this.kernels = kernels;
        this.manager = manager;
        this.program = program;
    }

    /**
     * Loads a checkpoint's weights, with its head if it has one, for the fastest kernels that run here.
     *
     * @throws io.sentistream.bert.checkpoint.CheckpointException if a weight is not finite
     */
    public static Network load(Checkpoint checkpoint, Device device, Precision precision) {
        return load(checkpoint, device, precision, Kernels.of(device, precision));
    }

    /** Loads a checkpoint for the first of these kernels that runs here. */
    static Network load(Checkpoint checkpoint, Device device, Precision precision, List<Kernels> choice) {
        Kernels first = choice.get(0);
        try {
            return load(checkpoint, device, precision, first);
        } catch (EngineException e) {
            if (choice.size() == 1) {
                throw e;
            }
            LOG.atLevel(first.equals(Kernels.INT8) ? Level.WARN : Level.INFO)
                    .log(
                            "The {} kernels don't run here; the {} ones take their place: {}",
                            first.name(),
                            choice.get(1).name(),
                            e.getMessage());
            return load(checkpoint, device, precision, choice.subList(1, choice.size()));
        }
    }

    /**
     * Loads a checkpoint for these kernels.
     *
     * @param precision what the portable kernels compute in; the others have their own
     * @throws EngineException if they don't run here
     * @throws io.sentistream.bert.checkpoint.CheckpointException if a weight is not finite
     */
    public static Network load(Checkpoint checkpoint, Device device, Precision precision, Kernels kernels) {
        ModelConfig config = checkpoint.config();
        PtNDManager manager = manager(device);
        try {
            Map<String, Object> attributes =
                    Program.shape(config, precision == Precision.INT8 ? Precision.FLOAT32 : precision);
            attributes.put("products", List.of());
            attributes.put("others", List.of());
            attributes.put("reduced", false);
            Program program = Program.inference(manager, kernels, attributes);
            try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
                program.call(call, "start", Program.list("weights", Weights.load(call, checkpoint)));
            }
            Network network = new Network(config, kernels, manager, program);
            network.hiddenStates(SHORTEST);
            return network;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** What computes its products. */
    public Kernels kernels() {
        return kernels;
    }

    /** A manager of arrays on a device, whose parent is DJL's own: the caller closes it. */
    public static PtNDManager manager(Device device) {
        return (PtNDManager) Djl.engine().newBaseManager(device.djl());
    }

    /**
     * The logits of each row, of a network that classifies texts.
     *
     * @param rows token ids, [CLS] first; not padded
     * @return [rows][labels]
     */
    public float[][] logits(List<int[]> rows) {
        return logitsOf(Sequence.ofSingle(rows));
    }

    /**
     * The logits of each row, of a network that classifies texts, and after them the vector of [CLS] that they were made of.
     *
     * @param rows token ids, [CLS] first; not padded
     * @return [rows][labels + hidden]
     */
    public float[][] logitsAndCls(List<int[]> rows) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            return PaddedBatch.rows(run(call, "logits_and_cls", Sequence.ofSingle(rows)));
        }
    }

    /**
     * The same by way of a trunk that has this network's lowest layers.
     *
     * @param trunk on the same device
     * @param rows token ids, [CLS] first; not padded
     */
    public float[][] logitsAndCls(Trunk trunk, List<int[]> rows) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            NDList arguments = trunk.states(call, rows);
            arguments.add(call.create(trunk.layers()));
            return PaddedBatch.rows(
                    program.call(call, "logits_and_cls_above", arguments).singletonOrThrow());
        }
    }

    /**
     * The logits of each row by the head of the network's task: one a label for texts; [longest row * labels] for tokens;
     * [2 * longest row] for questions, of starts and then of ends, minus infinity beyond the row's own length.
     */
    public float[][] logitsOf(List<Sequence> rows) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            return PaddedBatch.rows(run(call, "logits", rows));
        }
    }

    /**
     * The vectors after the last layer.
     *
     * @param rows token ids, [CLS] first; not padded
     * @return [rows][longest row * hidden]; what lies beyond a row's own length is not meant to be read
     */
    public float[][] hiddenStates(List<int[]> rows) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            return PaddedBatch.rows(run(call, "hidden_states", Sequence.ofSingle(rows)));
        }
    }

    /** {@link #hiddenStates} without padding: [tokens, hidden] of each row, for a manager on the same device. */
    NDList states(PtNDManager results, List<int[]> rows) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            return program.call(results, "states", PaddedBatch.arguments(call, Sequence.ofSingle(rows), config));
        }
    }

    private NDArray run(PtNDManager call, String method, List<Sequence> rows) {
        return program.call(call, method, PaddedBatch.arguments(call, rows, config))
                .singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
        Djl.giveBackMemory();
    }
}
