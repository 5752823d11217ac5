package io.sentistream.quickstart.bench;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.OptimizerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who takes part: our training step, the same network in a plain program, and in PyTorch from Python. */
public final class Learners implements AutoCloseable {
    static final String OURS = "float32";
    private static final int PADDED = 128;

    private final List<Learner> learners = new ArrayList<>();

    private Learners() {}

    /**
     * Loads them all on the CPU. All but one train every weight.
     *
     * @param start a classifier
     * @param batches what a pass learns from
     * @param python an interpreter that has PyTorch, if it is to take part
     * @param temporary an empty directory
     * @param threads how many compute a product there
     */
    public static Learners of(
            Checkpoint start, List<LabelledBatch> batches, Optional<String> python, Path temporary, int threads) {
        Learners all = new Learners();
        OptimizerConfig optimizer = OptimizerConfig.defaults();
        try {
            all.learners.add(Learner.ours(OURS, start, optimizer, Precision.FLOAT32, batches));
            all.learners.add(Learner.ours(
                    "float32, word embeddings frozen", start, frozen(optimizer), Precision.FLOAT32, batches));
            all.learners.add(Learner.ours("bfloat16", start, optimizer, Precision.BFLOAT16, batches));
            PlainTraining plain = new PlainTraining(start);
            all.learners.add(
                    new Learner("plain program", () -> batches.forEach(plain::step), CpuTime::seconds, plain::close));
            python.ifPresent(interpreter -> {
                EagerPyTorch eager = new EagerPyTorch(interpreter, temporary, start.config(), batches, threads);
                all.learners.add(
                        new Learner("eager PyTorch " + eager.version(), eager::pass, eager::cpuSeconds, eager::close));
            });
            int length = Math.min(PADDED, start.config().positions());
            all.learners.add(Learner.ours(
                    "float32, padded to " + length, start, optimizer, Precision.FLOAT32, padded(batches, length)));
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    List<Learner> all() {
        return learners;
    }

    private static OptimizerConfig frozen(OptimizerConfig all) {
        return new OptimizerConfig(
                all.beta1(), all.beta2(), all.epsilon(), all.weightDecay(), all.maxGradientNorm(), true, 0, 1, 0, 0);
    }

    /** The rows filled up with [PAD], which costs as much as if it were masked. */
    private static List<LabelledBatch> padded(List<LabelledBatch> batches, int length) {
        return batches.stream()
                .map(batch -> new LabelledBatch(
                        batch.rows().stream()
                                .map(row -> new Sequence(Arrays.copyOf(row.ids(), Math.max(length, row.length()))))
                                .toList(),
                        batch.labels(),
                        Optional.empty()))
                .toList();
    }

    @Override
    public void close() {
        learners.forEach(Learner::close);
    }
}
