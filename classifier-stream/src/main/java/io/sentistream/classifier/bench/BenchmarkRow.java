package io.sentistream.classifier.bench;

import io.sentistream.classifier.runtime.Guarantee;
import java.util.List;
import java.util.Locale;

/**
 * One row of a {@link MicroBatchBenchmark}.
 *
 * @param microBatches false where each record was classified alone
 * @param halfLoad true where reviews came at half the model's speed, false where all were there from the start
 * @param perSecond results a second, from the first review sent to the last result seen
 * @param batchMedian the median of the sizes of the batches
 * @param latency from a review's timestamp to when a read_committed consumer sees its result
 * @param abortedResults results of transactions that were aborted, so that the work was done again
 * @param findings what the {@link ResultsVerifier} found
 */
public record BenchmarkRow(
        boolean microBatches,
        Guarantee guarantee,
        boolean halfLoad,
        int reviews,
        double perSecond,
        int batchMedian,
        Latency latency,
        long abortedResults,
        ResultsVerifier.Findings findings) {
    /** The table's head, in Markdown. */
    public static final String HEAD = """
            | way | guarantee | load | reviews | results/s | batch, median | p50 ms | p95 ms | p99 ms | aborted results | lost / repeated / out of order |
            |---|---|---|---|---|---|---|---|---|---|---|
            """.strip();

    /** Percentiles in milliseconds. */
    public record Latency(long p50, long p95, long p99) {
        /** The percentiles of these times. */
        public static Latency of(List<Long> millis) {
            List<Long> sorted = millis.stream().sorted().toList();
            return new Latency(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
        }

        private static long at(List<Long> sorted, double share) {
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /** The row in Markdown. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %.1f | %d | %d | %d | %d | %d | %d / %d / %d |",
                microBatches ? "remembered polls" : "record by record",
                guarantee.text(),
                halfLoad ? "half" : "full",
                reviews,
                perSecond,
                batchMedian,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                abortedResults,
                findings.lost().size(),
                findings.repeated().size(),
                findings.reordered().size());
    }
}
