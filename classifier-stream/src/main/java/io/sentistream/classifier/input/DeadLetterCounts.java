package io.sentistream.classifier.input;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentistream.operations.metrics.Metric;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts dead letters by reason, each from zero on. Safe for use by several threads. */
public final class DeadLetterCounts implements Consumer<Rejection.Reason> {
    private final Map<Rejection.Reason, Counter> counters = new EnumMap<>(Rejection.Reason.class);

    /** Counts by this metric, whose one label is the reason. */
    public DeadLetterCounts(Metric metric, MeterRegistry meters) {
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            counters.put(reason, metric.counter(meters, reason.text()));
        }
    }

    @Override
    public void accept(Rejection.Reason reason) {
        counters.get(reason).increment();
    }
}
