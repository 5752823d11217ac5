package io.sentistream.bert.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.util.List;

/**
 * A network on a device, ready to run: its weights and the program. Safe for use by several threads; {@link #close} only
 * when none uses it.
 */
public final class Network implements AutoCloseable {
    private final ModelConfig config;
    private final PtNDManager manager;
    private final Program program;
    private final NDList weights;

    private Network(ModelConfig config, PtNDManager manager, Program program, NDList weights) {
        this.config = config;
        this.manager = manager;
        this.program = program;
        this.weights = weights;
    }

    /**
     * Loads a checkpoint's weights, with its head if it has one.
     *
     * @throws io.sentistream.bert.checkpoint.CheckpointException if a weight is not finite
     */
    public static Network load(Checkpoint checkpoint, Device device, Precision precision) {
        ModelConfig config = checkpoint.config();
        PtNDManager manager = manager(device);
        try {
            Program program =
                    Program.load(manager, Network.class, "inference", "Inference", Program.shape(config, precision));
            NDList weights = Program.list("weights", Weights.load(manager, checkpoint));
            if (precision == Precision.BFLOAT16) {
                NDList exact = weights;
                weights = Program.list("weights", program.call(manager, "cast", exact));
                exact.close();
            }
            return new Network(config, manager, program, weights);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** A manager of arrays on a device, whose parent is DJL's own: the caller closes it. */
    public static PtNDManager manager(Device device) {
        return (PtNDManager) Djl.engine().newBaseManager(device.djl());
    }

    /**
     * The logits of each row.
     *
     * @param rows token ids, [CLS] first; not padded
     * @return [rows][labels]
     */
    public float[][] logits(List<int[]> rows) {
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
            return PaddedBatch.rows(run(call, "hidden_states", rows));
        }
    }

    private NDArray run(PtNDManager call, String method, List<int[]> rows) {
        NDList arguments = PaddedBatch.arguments(call, rows, config);
        arguments.addAll(weights);
        return program.call(call, method, arguments).singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
    }
}
