package io.sentistream.classifier.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.ServingModel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A loader whose models are measured, as is how long each takes to get ready and why some are refused. */
public final class MeasuredLoader implements ModelLoader {
    private final ModelLoader loader;
    private final MeterRegistry meters;
    private final Timer swaps;
    private final Map<String, Counter> refused = new TreeMap<>();

    /** Measures what this loader does. */
    public MeasuredLoader(ModelLoader loader, MeterRegistry meters) {
        this.loader = loader;
        this.meters = meters;
        this.swaps = Metric.CLASSIFY_SWAP.timer(meters);
        for (String reason : new String[] {"checkpoint", "memory", "native", "other"}) {
            refused.put(reason, Metric.CLASSIFY_REFUSED_MODELS.counter(meters, reason));
        }
    }

    @Override
    public Model load(ServingModel announced) {
        long start = System.nanoTime();
        try {
            Model model = new MeasuredModel(loader.load(announced), meters);
            swaps.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return model;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            refused.get(reason(e)).increment();
            throw e;
        }
    }

    private static String reason(Throwable why) {
        if (why instanceof CheckpointException) {
            return "checkpoint";
        }
        if (why instanceof OutOfMemoryError) {
            return "memory";
        }
        return why instanceof LinkageError ? "native" : "other";
    }
}
