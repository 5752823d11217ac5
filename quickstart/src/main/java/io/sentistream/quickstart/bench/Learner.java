package io.sentistream.quickstart.bench;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.OptimizerConfig;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What takes part in a {@link TrainingBenchmark}.
 *
 * @param name what it is
 * @param pass takes a step on every batch
 * @param cpuSeconds what the process that computes has used so far, on all cores together
 * @param release releases what it holds
 */
record Learner(String name, Runnable pass, DoubleSupplier cpuSeconds, Runnable release) implements AutoCloseable {
    static final double RATE = 2e-5;

    /** Our own training step. */
    static Learner ours(
            String name,
            Checkpoint start,
            OptimizerConfig optimizer,
            Precision precision,
            List<LabelledBatch> batches) {
        FineTuning training = FineTuning.start(start, optimizer, Device.CPU, precision, 1);
        Runnable pass = () -> batches.forEach(batch -> training.step(List.of(batch), RATE));
        return new Learner(name, pass, CpuTime::seconds, training::close);
    }

    @Override
    public void close() {
        release.run();
    }
}
