package io.sentistream.classifier.bench;

import io.sentistream.classifier.runtime.Guarantee;
import java.time.Duration;

/**
 * How an application of a {@link StreamBenchmark} runs.
 *
 * @param guarantee how often a record counts when something fails
 * @param commitInterval how often results are committed
 * @param threads stream threads
 * @param partitions of the topics
 */
public record StreamSetup(Guarantee guarantee, Duration commitInterval, int threads, int partitions) {
    /** One thread for four partitions, results committed every 100 ms. */
    public static StreamSetup of(Guarantee guarantee) {
        return new StreamSetup(guarantee, Duration.ofMillis(100), 1, 4);
    }

    StreamSetup commitEvery(long millis) {
        return new StreamSetup(guarantee, Duration.ofMillis(millis), threads, partitions);
    }

    StreamSetup threads(int count) {
        return new StreamSetup(guarantee, commitInterval, count, count);
    }
}
