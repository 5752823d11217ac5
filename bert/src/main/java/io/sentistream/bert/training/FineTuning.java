package io.sentistream.bert.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Safetensors;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.inference.BatchClassification;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.PaddedBatch;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Program;
import io.sentistream.bert.network.Weights;
import io.sentistream.bert.tokenizer.EncodedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * A network in training: weights and AdamW's moments on the device, advanced one optimizer step at a time. Used by one
 * thread.
 *
 * <p>Repeatable on the CPU: the same checkpoint, seed and batches give the same weights, also after {@link #save} and
 * {@link #restore}, because each step's dropout is seeded by the seed and the step's number.
 */
public final class FineTuning implements AutoCloseable {
    private static final String FIRST = "optimizer.first.";
    private static final String SECOND = "optimizer.second.";
    private static final String STEPS = "steps";

    private final Checkpoint checkpoint;
    private final List<String> names;
    private final List<String> trained;
    private final PtNDManager manager;
    private final Program program;
    private final long seed;
    private long steps;

    private FineTuning(
            Checkpoint checkpoint, OptimizerConfig optimizer, PtNDManager manager, Program program, long seed) {
        this.checkpoint = checkpoint;
        this.names = List.copyOf(checkpoint.weights().keySet());
        this.trained = optimizer.freezeWordEmbeddings() ? names.subList(1, names.size()) : names;
        this.manager = manager;
        this.program = program;
        this.seed = new SplittableRandom(seed).nextLong();
    }

    /** What a step reports: the mean loss over the rows, and the norm of the gradients before clipping. */
    public record Step(double loss, double gradientNorm) {}

    /**
     * Loads a checkpoint that has a head for training.
     *
     * @throws CheckpointException if it has no head or its weights are not finite
     */
    public static FineTuning start(
            Checkpoint checkpoint, OptimizerConfig optimizer, Device device, Precision precision, long seed) {
        if (!checkpoint.hasHead()) {
            throw new CheckpointException(
                    "the checkpoint has no classifier to train; give it one for your labels first");
        }
        PtNDManager manager = Network.manager(device);
        try {
            Program program = Program.load(
                    manager,
                    FineTuning.class,
                    "fine_tuning",
                    "FineTuning",
                    attributes(checkpoint.config(), optimizer, precision));
            FineTuning training = new FineTuning(checkpoint, optimizer, manager, program, seed);
            try (PtNDManager call = training.call()) {
                training.begin(
                        call,
                        Weights.load(call, checkpoint),
                        training.zeroMoments(call),
                        training.zeroMoments(call),
                        0);
            }
            return training;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * One optimizer update from the gradients of all rows of the batches together: several batches are gradient
     * accumulation, with the result of one large batch.
     *
     * @param learningRate of this step; the schedule is the caller's
     * @throws IllegalArgumentException if there are no rows, or a label is not one of the network's
     * @throws ArithmeticException if the loss or a gradient is not finite; the weights are then as they were before
     * @throws CancellationException if the JVM is shutting down
     */
    public Step step(List<LabelledBatch> batches, double learningRate) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("a step needs at least one batch");
        }
        long stepSeed = new SplittableRandom(seed + steps).nextLong();
        Step step = RandomGenerator.seeded(stepSeed, () -> update(batches, learningRate));
        if (!Double.isFinite(step.loss()) || !Double.isFinite(step.gradientNorm())) {
            throw new ArithmeticException("step " + (steps + 1) + " was not taken: its loss is " + step.loss()
                    + " and its gradients' norm " + step.gradientNorm() + "; a lower learning rate than " + learningRate
                    + " may help");
        }
        steps++;
        return step;
    }

    private Step update(List<LabelledBatch> batches, double learningRate) {
        int rows = batches.stream().mapToInt(batch -> batch.labels().length).sum();
        double loss = 0;
        double norm = 0;
        try {
            for (int i = 0; i < batches.size(); i++) {
                boolean last = i == batches.size() - 1;
                try (PtNDManager call = call()) {
                    NDList arguments = arguments(call, batches.get(i), rows);
                    if (last) {
                        arguments.add(call.create(learningRate));
                    }
                    float[] result = program.callWithAutograd(call, last ? "step" : "accumulate", arguments)
                            .singletonOrThrow()
                            .toFloatArray();
                    loss += result[0];
                    norm = last ? result[1] : norm;
                }
            }
            return new Step(loss, norm);
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
    }

    /** The number of steps taken. */
    public long steps() {
        return steps;
    }

    /** Classifies with the weights as they are now, without dropout. */
    public List<Classification> classify(List<EncodedText> texts, int batchTokens) {
        return new BatchClassification(checkpoint.config().labels(), batchTokens, this::logits).classify(texts);
    }

    /** A copy of the weights as they are now. */
    public Checkpoint checkpoint() {
        return checkpoint.withWeights(weights());
    }

    /**
     * Writes weights, moments and the step's number to one safetensors file, from which {@link #restore} goes on. The file
     * exists only whole.
     */
    public void save(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            new Safetensors(Map.of(STEPS, Long.toString(steps)), state()).write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't save the training to " + file, e);
        }
    }

    /**
     * Goes on from a file of {@link #save}, by a training of the same network and optimizer.
     *
     * @throws CheckpointException if the file is damaged, or of another network or of other trained weights
     */
    public void restore(Path file) {
        Safetensors saved = Safetensors.read(file);
        try (PtNDManager call = call()) {
            NDList weights = saved(call, saved, file, "", names);
            NDList first = saved(call, saved, file, FIRST, trained);
            NDList second = saved(call, saved, file, SECOND, trained);
            begin(call, weights, first, second, steps(saved, file));
        }
    }

    /** Releases weights and moments. */
    @Override
    public void close() {
        manager.close();
    }

    private PtNDManager call() {
        return (PtNDManager) manager.newSubManager();
    }

    private void begin(PtNDManager call, NDList weights, NDList first, NDList second, long taken) {
        NDList arguments = new NDList();
        arguments.addAll(named("weights[]", weights));
        arguments.addAll(named("first[]", first));
        arguments.addAll(named("second[]", second));
        arguments.add(call.create((float) taken));
        program.callWithAutograd(call, "start", arguments);
        steps = taken;
    }

    /** Drops the gradients of a step that broke off. */
    private void forget() {
        try (PtNDManager call = call()) {
            program.call(call, "forget", new NDList());
        }
    }

    private static NDList named(String name, NDList arrays) {
        arrays.forEach(array -> array.setName(name));
        return arrays;
    }

    private NDList zeroMoments(PtNDManager call) {
        NDList zeros = new NDList(trained.size());
        for (String name : trained) {
            zeros.add(call.zeros(Weights.shape(checkpoint.weights().get(name)), DataType.FLOAT32));
        }
        return zeros;
    }

    private NDList arguments(PtNDManager call, LabelledBatch batch, int rows) {
        int classes = checkpoint.config().labels().size();
        long[] labels = new long[batch.labels().length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = batch.labels()[row];
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException("row " + row + " has the label " + labels[row]
                        + ", but the network's go from 0 to " + (classes - 1));
            }
        }
        NDList arguments = PaddedBatch.arguments(call, batch.ids(), checkpoint.config());
        arguments.add(call.create(labels));
        arguments.add(call.create((float) rows));
        return arguments;
    }

    private float[][] logits(List<int[]> rows) {
        try (PtNDManager call = call()) {
            NDList arguments = PaddedBatch.arguments(call, rows, checkpoint.config());
            return Network.rows(program.call(call, "logits", arguments).singletonOrThrow());
        }
    }

    /** Weights and moments as they are now, copied from the device. */
    private Map<String, Tensor> state() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights());
        tensors.putAll(copy("first_moments", FIRST, trained));
        tensors.putAll(copy("second_moments", SECOND, trained));
        return tensors;
    }

    private Map<String, Tensor> weights() {
        return copy("current_weights", "", names);
    }

    private Map<String, Tensor> copy(String method, String prefix, List<String> order) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (PtNDManager call = call()) {
            NDList arrays = program.call(call, method, new NDList());
            for (int i = 0; i < arrays.size(); i++) {
                tensors.put(prefix + order.get(i), Weights.download(arrays.get(i)));
            }
        }
        return tensors;
    }

    private NDList saved(PtNDManager call, Safetensors saved, Path file, String prefix, List<String> order) {
        NDList arrays = new NDList(order.size());
        for (String name : order) {
            Tensor tensor = saved.tensors().get(prefix + name);
            List<Integer> shape = checkpoint.weights().get(name).shape();
            if (tensor == null || !tensor.shape().equals(shape)) {
                throw new CheckpointException(file + " is of another training: " + prefix + name + " should be " + shape
                        + " but is " + (tensor == null ? "missing" : tensor.shape())
                        + "; restore it with the base and optimizer it was saved with, or start anew");
            }
            arrays.add(Weights.upload(call, tensor));
        }
        return arrays;
    }

    private static long steps(Safetensors saved, Path file) {
        String steps = saved.metadata().getOrDefault(STEPS, "");
        if (!steps.matches("\\d{1,18}")) {
            throw new CheckpointException(
                    file + " does not say how many steps were taken ('" + steps + "'): it is no saved training");
        }
        return Long.parseLong(steps);
    }

    private static Map<String, Object> attributes(ModelConfig config, OptimizerConfig optimizer, Precision precision) {
        Map<String, Object> attributes = Program.shape(config, precision);
        attributes.put("hidden_dropout", config.hiddenDropout());
        attributes.put("attention_dropout", config.attentionDropout());
        // DistilBERT has none on the attention's output.
        attributes.put(
                "attention_output_dropout", config.architecture() == Architecture.BERT ? config.hiddenDropout() : 0.0);
        attributes.put("classifier_dropout", config.classifierDropout());
        attributes.put("frozen", optimizer.freezeWordEmbeddings());
        attributes.put("beta1", optimizer.beta1());
        attributes.put("beta2", optimizer.beta2());
        attributes.put("adam_epsilon", optimizer.epsilon());
        attributes.put("weight_decay", optimizer.weightDecay());
        attributes.put("max_norm", optimizer.maxGradientNorm());
        for (String list : List.of(
                "weights",
                "first",
                "second",
                "matrices",
                "matrices_first",
                "matrices_second",
                "matrices_counter",
                "vectors",
                "vectors_first",
                "vectors_second",
                "vectors_counter",
                "gradients")) {
            attributes.put(list, List.of());
        }
        return attributes;
    }
}
