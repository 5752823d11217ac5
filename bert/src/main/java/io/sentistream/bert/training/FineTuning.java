package io.sentistream.bert.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.inference.BatchBudget;
import io.sentistream.bert.inference.BatchClassification;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.network.Trunk;
import io.sentistream.bert.tokenizer.EncodedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final Checkpoint checkpoint;
    private final TrainingProgram program;
    private final Device device;
    private final long seed;
    private long steps;

    private FineTuning(Checkpoint checkpoint, TrainingProgram program, Device device, long seed) {
        this.checkpoint = checkpoint;
        this.program = program;
        this.device = device;
        this.seed = new SplittableRandom(seed).nextLong();
    }

    /** What a step reports: the mean loss over all that is labelled, and the norm of the gradients before clipping. */
    public record Step(double loss, double gradientNorm) {}

    /**
     * Loads a checkpoint that has a head for training.
     *
     * @throws CheckpointException if it has no head or its weights are not finite
     * @throws IllegalArgumentException if more layers are to be frozen than it has, or labels smoothed that are positions
     */
    public static FineTuning start(
            Checkpoint checkpoint, OptimizerConfig optimizer, Device device, Precision precision, long seed) {
        return start(checkpoint, optimizer, device, precision, seed, Optional.empty());
    }

    /**
     * The same by way of a trunk.
     *
     * @param trunk in place of the frozen layers, on the same device
     * @throws IllegalArgumentException also if the trunk is not of the checkpoint, or of more or fewer layers than are frozen
     */
    public static FineTuning start(
            Checkpoint checkpoint,
            OptimizerConfig optimizer,
            Device device,
            Precision precision,
            long seed,
            Optional<Trunk> trunk) {
        if (!checkpoint.hasHead()) {
            throw new CheckpointException(
                    "the checkpoint has no classifier to train; give it one for your labels first");
        }
        if (checkpoint.config().task() == Task.QUESTIONS && optimizer.labelSmoothing() > 0) {
            throw new IllegalArgumentException("labelSmoothing is " + optimizer.labelSmoothing()
                    + " but must be 0 where questions are answered: positions are no classes to spread a label over");
        }
        OptimizerConfig counted = optimizer.inNetworkOf(checkpoint.config().layers());
        if (trunk.isPresent()
                && (trunk.get().layers() != counted.frozenLayers()
                        || !trunk.get().isOf(checkpoint))) {
            throw new IllegalArgumentException("the trunk is not the " + counted.frozenLayers()
                    + " layers that are frozen in this network; make one of it");
        }
        return new FineTuning(
                checkpoint, TrainingProgram.load(checkpoint, counted, device, precision, trunk), device, seed);
    }

    /**
     * One optimizer update from the gradients of all rows of the batches together: several batches are gradient
     * accumulation, with the result of one large batch.
     *
     * @param learningRate of this step; the schedule is the caller's
     * @throws IllegalArgumentException if there are no rows, a label is not one of the network's, or a row has neither a
     *     label nor a teacher
     * @throws ArithmeticException if the loss or a gradient is not finite; the weights are then as they were before
     * @throws CancellationException if the JVM is shutting down
     */
    public Step step(List<LabelledBatch> batches, double learningRate) {
        check(batches);
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
        int terms = batches.stream().mapToInt(LabelledBatch::terms).sum();
        int last = batches.size() - 1;
        try {
            double loss = 0;
            for (LabelledBatch batch : batches.subList(0, last)) {
                loss += program.accumulate(batch, terms);
            }
            return program.step(batches.get(last), terms, loss, learningRate);
        } catch (RuntimeException e) {
            program.forget();
            throw e;
        }
    }

    private void check(List<LabelledBatch> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("a step needs at least one batch");
        }
        batches.forEach(this::check);
        if (batches.stream().allMatch(batch -> batch.terms() == 0)) {
            throw new IllegalArgumentException("a step has no label to learn from; give at least one");
        }
    }

    private void check(LabelledBatch batch) {
        int classes = checkpoint.config().labels().size();
        for (int row = 0; row < batch.rows().size(); row++) {
            check(
                    row,
                    batch.labels().get(row),
                    batch.rows().get(row).length(),
                    batch.teacher().isPresent());
        }
        batch.teacher()
                .ifPresent(teacher -> teacher.logits().forEach(logits -> {
                    if (logits.length != classes) {
                        throw new IllegalArgumentException(
                                "the teacher has " + logits.length + " logits a row, but the network " + classes
                                        + " labels; take a teacher of the same labels");
                    }
                }));
    }

    private void check(int row, int[] labels, int length, boolean taught) {
        Task task = checkpoint.config().task();
        int expected = switch (task) {
            case SINGLE, PAIR -> 1;
            case TOKENS -> length;
            case QUESTIONS -> 2;
        };
        if (labels.length != expected) {
            throw new IllegalArgumentException(
                    "row " + row + " has " + labels.length + " labels, but needs " + expected);
        }
        int choices =
                task == Task.QUESTIONS ? length : checkpoint.config().labels().size();
        for (int label : labels) {
            boolean none = label == LabelledBatch.UNLABELLED && (taught || task == Task.TOKENS);
            if (!none && (label < 0 || label >= choices)) {
                throw new IllegalArgumentException(
                        "row " + row + " has the label " + label + ", but the network's go from 0 to " + (choices - 1));
            }
        }
    }

    /** The number of steps taken. */
    public long steps() {
        return steps;
    }

    /** Classifies with the weights as they are now, or their average where there is one, without dropout. */
    public List<Classification> classify(List<EncodedText> texts, int batchTokens) {
        return new BatchClassification(
                        checkpoint.config().labels(),
                        BatchBudget.on(device, batchTokens),
                        rows -> logits(Sequence.ofSingle(rows)))
                .classify(texts);
    }

    /**
     * The logits of rows, as {@link io.sentistream.bert.network.Network#logitsOf} gives them, with the weights as they are
     * now, or their average where there is one, without dropout.
     */
    public float[][] logits(List<Sequence> rows) {
        return program.logits(rows);
    }

    /** A copy of the weights as they are now, or of their average where there is one. */
    public Checkpoint checkpoint() {
        return checkpoint.withWeights(program.weights());
    }

    /**
     * Writes weights, moments, average and the step's number to one safetensors file, from which {@link #restore} goes on. The
     * file exists only whole.
     */
    public void save(Path file) {
        program.read(steps, state -> SavedTraining.write(file, state));
    }

    /**
     * Goes on from a file of {@link #save}, by a training of the same network and optimizer.
     *
     * @throws CheckpointException if the file is damaged, or of another network or of other trained weights
     */
    public void restore(Path file) {
        TrainingProgram.State state =
                SavedTraining.read(file, checkpoint.weights(), program.trained(), program.averaged());
        program.restore(state);
        steps = state.steps();
    }

    /** Releases weights and moments. */
    @Override
    public void close() {
        program.close();
    }
}
