package io.sentistream.classifier.label;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentistream.classifier.input.DeadLetterCounts;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.operations.metrics.Metric;
import java.util.function.Consumer;

/** What {@code label} measures. Safe for use by several threads. */
final class LabelMetrics {
    private final MeterRegistry meters;
    private final Consumer<Reason> deadLetters;

    LabelMetrics(MeterRegistry meters) {
        this.meters = meters;
        deadLetters = new DeadLetterCounts(Metric.LABEL_DEAD_LETTERS, meters);
    }

    /** Is told of each dead letter. */
    Consumer<Reason> deadLetters() {
        return deadLetters;
    }

    /** A label says whether the answer of this version was right. */
    void judged(String version, boolean right) {
        Metric.LABEL_JUDGED.counter(meters, version, right ? "right" : "wrong").increment();
    }
}
