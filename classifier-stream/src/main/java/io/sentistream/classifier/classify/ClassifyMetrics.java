package io.sentistream.classifier.classify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sentistream.classifier.input.DeadLetterCounts;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.model.MeasuredLoader;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.classifier.model.ModelLoader;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.ServingModel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the classifier measures. Safe for use by several threads. */
final class ClassifyMetrics implements ModelListener {
    private final MeterRegistry meters;
    private final AtomicLong queue = new AtomicLong();
    private final Timer latency;
    private final Consumer<Reason> deadLetters;
    private final Consumer<String> serving;

    ClassifyMetrics(MeterRegistry meters) {
        this.meters = meters;
        Metric.CLASSIFY_QUEUE.gauge(meters, queue::get);
        latency = Metric.CLASSIFY_LATENCY.timer(meters);
        deadLetters = new DeadLetterCounts(Metric.CLASSIFY_DEAD_LETTERS, meters);
        serving = Metric.CLASSIFY_SERVING.current(meters);
    }

    /** The number of records that all threads remember, for {@link PollMemory} to keep. */
    AtomicLong queue() {
        return queue;
    }

    /** Is told of each dead letter. */
    Consumer<Reason> deadLetters() {
        return deadLetters;
    }

    /** A review of this time has its result now; a time that is to come counts as now. */
    void answered(long reviewMillis, long nowMillis) {
        latency.record(Math.max(0, nowMillis - reviewMillis), TimeUnit.MILLISECONDS);
    }

    /** The loader, measured. */
    ModelLoader measured(ModelLoader loader) {
        return new MeasuredLoader(loader, meters);
    }

    @Override
    public void serving(ServingModel model) {
        serving.accept(model.getVersion());
    }
}
