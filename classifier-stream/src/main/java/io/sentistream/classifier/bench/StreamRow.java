package io.sentistream.classifier.bench;

import io.sentistream.classifier.bench.BenchmarkRow.Latency;
import java.util.Locale;

/**
 * One row of a {@link StreamBenchmark}.
 *
 * @param what what turned reviews into results
 * @param reviews how many reviews were there from the start
 * @param perSecond results a second under load, the first tenth left out
 * @param halfLoad reviews a second while latencies were measured
 * @param batch how long micro-batches took then
 * @param latency from a review's timestamp to when a read_committed consumer sees its result, at half load
 */
public record StreamRow(
        String what,
        StreamSetup setup,
        int reviews,
        double perSecond,
        double halfLoad,
        Latency batch,
        Latency latency) {
    /** The table's head, in Markdown. */
    public static final String HEAD = """
            | what | guarantee | commit ms | threads | partitions | reviews | records/s | at reviews/s | micro-batch ms | p50 ms | p95 ms | p99 ms |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """.strip();

    /** The row in Markdown. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %.0f | %.0f | %d | %d | %d | %d |",
                what,
                setup.guarantee().text(),
                setup.commitInterval().toMillis(),
                setup.threads(),
                setup.partitions(),
                reviews,
                perSecond,
                halfLoad,
                batch.p50(),
                latency.p50(),
                latency.p95(),
                latency.p99());
    }
}
