package io.sentistream.bert.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.checkpoint.WeightLayout;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Djl;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.PaddedBatch;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Program;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.network.Trunk;
import io.sentistream.bert.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The program {@code fine_tuning.py} on a device, with the weights and moments that live in it. */
final class TrainingProgram implements AutoCloseable {
    private static final int WEIGHTS_A_LAYER = 16;

    /**
     * What the program keeps, by the names of the weights; the moments are of the trained weights alone, and so is the
     * average, which is empty where there is none.
     */
    record State(
            Map<String, Tensor> weights,
            Map<String, Tensor> first,
            Map<String, Tensor> second,
            Map<String, Tensor> average,
            long steps) {}

    private final ModelConfig config;
    private final List<String> names;
    private final List<String> trained;
    private final List<String> averaged;
    private final Optional<Trunk> trunk;
    private final PtNDManager manager;
    private final Program program;

    private TrainingProgram(
            Checkpoint checkpoint,
            OptimizerConfig optimizer,
            Optional<Trunk> trunk,
            PtNDManager manager,
            Program program) {
        this.config = checkpoint.config();
        this.names = List.copyOf(checkpoint.weights().keySet());
        this.trained = names.subList(frozen(config, optimizer), names.size());
        this.averaged = optimizer.averageDecay() > 0 ? trained : List.of();
        this.trunk = trunk;
        this.manager = manager;
        this.program = program;
    }

    /** The program with a checkpoint's weights and moments of 0, and with the trunk that stands for its frozen layers or none. */
    static TrainingProgram load(
            Checkpoint checkpoint,
            OptimizerConfig optimizer,
            Device device,
            Precision precision,
            Optional<Trunk> trunk) {
        PtNDManager manager = Network.manager(device);
        try {
            Map<String, Object> attributes = attributes(checkpoint.config(), optimizer, precision);
            Program program = Program.load(manager, TrainingProgram.class, "fine_tuning", "FineTuning", attributes);
            TrainingProgram training = new TrainingProgram(checkpoint, optimizer, trunk, manager, program);
            try (PtNDManager call = training.call()) {
                training.start(
                        call,
                        Weights.load(call, checkpoint),
                        training.zeros(call, checkpoint),
                        training.zeros(call, checkpoint),
                        0);
            }
            return training;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** The names of the trained weights. */
    List<String> trained() {
        return trained;
    }

    /** The names of the weights that have an average: the trained ones or none. */
    List<String> averaged() {
        return averaged;
    }

    /** Takes over weights, moments, average and steps. */
    void restore(State state) {
        try (PtNDManager call = call()) {
            start(
                    call,
                    upload(call, names, state.weights()),
                    upload(call, trained, state.first()),
                    upload(call, trained, state.second()),
                    state.steps());
            if (!averaged.isEmpty()) {
                NDList average = Program.list("average", upload(call, averaged, state.average()));
                program.callWithAutograd(call, "start_average", average);
            }
        }
    }

    /** Adds a batch's part to the gradients of a step of so many labels; returns its part of the loss. */
    double accumulate(LabelledBatch batch, int terms) {
        try (PtNDManager call = call()) {
            return run(call, method("accumulate"), arguments(call, batch, terms))[0];
        }
    }

    private String method(String name) {
        return trunk.isPresent() ? name + "_above" : name;
    }

    /** The same for the last batch, and then the update; {@code loss} is what the others' losses add up to. */
    FineTuning.Step step(LabelledBatch batch, int terms, double loss, double learningRate) {
        try (PtNDManager call = call()) {
            NDList arguments = arguments(call, batch, terms);
            arguments.add(call.create(learningRate));
            float[] result = run(call, method("step"), arguments);
            return new FineTuning.Step(loss + result[0], result[1]);
        }
    }

    /** Drops the gradients of a step that broke off. */
    void forget() {
        try (PtNDManager call = call()) {
            program.call(call, "forget", new NDList());
        }
    }

    /** The logits by row, without dropout. */
    float[][] logits(List<Sequence> rows) {
        try (PtNDManager call = call()) {
            NDList arguments = PaddedBatch.arguments(call, rows, config);
            return PaddedBatch.rows(program.call(call, "logits", arguments).singletonOrThrow());
        }
    }

    /** A copy of the weights that would be kept: their average, where there is one. */
    Map<String, Tensor> weights() {
        try (PtNDManager call = call()) {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            views(call, "kept_weights", names).forEach((name, view) -> copies.put(name, Weights.copy(view)));
            return copies;
        }
    }

    /** Shows the state as it is; it is not to be read when {@code reader} has returned. */
    void read(long steps, Consumer<State> reader) {
        try (PtNDManager call = call()) {
            reader.accept(new State(
                    views(call, "current_weights", names),
                    views(call, "first_moments", trained),
                    views(call, "second_moments", trained),
                    averaged.isEmpty() ? Map.of() : views(call, "average_weights", averaged),
                    steps));
        }
    }

    @Override
    public void close() {
        manager.close();
        Djl.giveBackMemory();
    }

    private PtNDManager call() {
        return (PtNDManager) manager.newSubManager();
    }

    private float[] run(PtNDManager call, String method, NDList arguments) {
        return program.callWithAutograd(call, method, arguments)
                .singletonOrThrow()
                .toFloatArray();
    }

    private NDList zeros(PtNDManager call, Checkpoint checkpoint) {
        NDList zeros = new NDList(trained.size());
        trained.forEach(
                name -> zeros.add(call.zeros(Weights.shape(checkpoint.weights().get(name)), DataType.FLOAT32)));
        return zeros;
    }

    private void start(PtNDManager call, NDList weights, NDList first, NDList second, long steps) {
        NDList arguments = new NDList();
        arguments.addAll(Program.list("weights", weights));
        arguments.addAll(Program.list("first", first));
        arguments.addAll(Program.list("second", second));
        arguments.add(call.create((float) steps));
        program.callWithAutograd(call, "start", arguments);
    }

    private NDList arguments(PtNDManager call, LabelledBatch batch, int terms) {
        NDList arguments = trunk.map(lowest -> lowest.states(
                        call, batch.rows().stream().map(Sequence::ids).toList()))
                .orElseGet(() -> PaddedBatch.arguments(call, batch.rows(), config));
        arguments.add(call.create(labels(batch)).toType(DataType.INT64, false));
        arguments.add(batch.teacher()
                .map(teacher -> call.create(teacher.logits().toArray(float[][]::new)))
                .orElseGet(() -> call.zeros(new Shape(1, 1))));
        arguments.add(call.create(batch.teacher().map(SoftTargets::weight).orElse(0.0)));
        arguments.add(call.create(batch.teacher().map(SoftTargets::temperature).orElse(1.0)));
        arguments.add(call.create((float) terms));
        return arguments;
    }

    /** The labels of all rows, those of tokens padded as the rows are. */
    private int[] labels(LabelledBatch batch) {
        if (config.task() != Task.TOKENS) {
            return batch.labels().stream().flatMapToInt(Arrays::stream).toArray();
        }
        int length = batch.rows().stream().mapToInt(Sequence::length).max().orElse(0);
        int[] padded = new int[batch.rows().size() * length];
        Arrays.fill(padded, LabelledBatch.UNLABELLED);
        for (int row = 0; row < batch.rows().size(); row++) {
            int[] labels = batch.labels().get(row);
            System.arraycopy(labels, 0, padded, row * length, labels.length);
        }
        return padded;
    }

    private Map<String, Tensor> views(PtNDManager call, String method, List<String> order) {
        NDList arrays = program.call(call, method, new NDList());
        Map<String, Tensor> views = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            views.put(order.get(i), Weights.view(arrays.get(i)));
        }
        return views;
    }

    private static NDList upload(PtNDManager call, List<String> order, Map<String, Tensor> tensors) {
        NDList arrays = new NDList(order.size());
        order.forEach(name -> arrays.add(Weights.upload(call, tensors.get(name))));
        return arrays;
    }

    /** How many of the first weights stand still: embeddings come first, then the layers, then the head. */
    private static int frozen(ModelConfig config, OptimizerConfig optimizer) {
        if (optimizer.frozenLayers() == 0) {
            return optimizer.freezeWordEmbeddings() ? 1 : 0;
        }
        return WeightLayout.encoder(config).size() - WEIGHTS_A_LAYER * (config.layers() - optimizer.frozenLayers());
    }

    private static Map<String, Object> attributes(ModelConfig config, OptimizerConfig optimizer, Precision precision) {
        Map<String, Object> attributes = Program.shape(config, precision);
        attributes.put("hidden_dropout", config.hiddenDropout());
        attributes.put("attention_dropout", config.attentionDropout());
        // DistilBERT has none on the attention's output.
        boolean bert = config.architecture() == Architecture.BERT;
        attributes.put("attention_output_dropout", bert ? config.hiddenDropout() : 0.0);
        attributes.put("classifier_dropout", config.headDropout());
        attributes.put("frozen", frozen(config, optimizer));
        // Of the last layer [CLS] alone is computed, so that it never counts among those below.
        attributes.put("frozen_layers", Math.min(optimizer.frozenLayers(), config.layers() - 1));
        attributes.put("layer_decay", optimizer.layerDecay());
        attributes.put("beta1", optimizer.beta1());
        attributes.put("beta2", optimizer.beta2());
        attributes.put("adam_epsilon", optimizer.epsilon());
        attributes.put("weight_decay", optimizer.weightDecay());
        attributes.put("max_norm", optimizer.maxGradientNorm());
        attributes.put("label_smoothing", optimizer.labelSmoothing());
        attributes.put("average_decay", optimizer.averageDecay());
        for (String list : List.of(
                "weights",
                "first",
                "second",
                "heights",
                "groups",
                "groups_first",
                "groups_second",
                "counter",
                "average",
                "gradients")) {
            attributes.put(list, List.of());
        }
        return attributes;
    }
}
