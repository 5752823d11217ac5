package io.sentistream.classifier.classify;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sentistream.bert.inference.Classification;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the classifier measures of the model in the shadow. Safe for use by several threads. */
final class ShadowMetrics implements ModelListener {
    private static final Logger log = LoggerFactory.getLogger(ShadowMetrics.class);

    private final MeterRegistry meters;
    private final Timer inference;
    private final DistributionSummary shifts;
    private final Consumer<String> running;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ShadowMetrics(MeterRegistry meters) {
        this.meters = meters;
        inference = Metric.SHADOW_INFERENCE.timer(meters);
        shifts = Metric.SHADOW_SHIFT.summary(meters);
        running = Metric.SHADOW_RUNNING.current(meters);
    }

    /** What a batch of the shadow answers, measured. */
    List<Classification> timed(Supplier<List<Classification>> batch) {
        return inference.record(batch);
    }

    /** The shadow answered a review of which the serving model said this. */
    void answered(ServingAnswer serving, Classified shadow) {
        boolean same = serving.label().equals(shadow.classification().label());
        Metric.SHADOW_ANSWERS
                .counter(meters, shadow.modelVersion(), same ? "same" : "other")
                .increment();
        shifts.record(serving.shift(shadow.scores()));
    }

    /** The shadow has no answer to so many of its share; the log says why, once for a version and a kind of failure. */
    void failed(String version, int reviews, Throwable why) {
        Metric.SHADOW_FAILURES.counter(meters, version).increment(reviews);
        if (told.add(version + " " + why.getClass())) {
            log.warn(
                    "The model {} in the shadow has no answer to {} reviews, which have the serving model's all the same;"
                            + " more of this is counted and not logged",
                    version,
                    reviews,
                    why);
        }
    }

    @Override
    public void serving(ServingModel model) {
        running.accept(model.getVersion());
    }

    @Override
    public void refused(ServingModel model, String reason) {
        Metric.SHADOW_REFUSED.counter(meters).increment();
    }
}
