package io.sentistream.classifier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.runtime.Guarantee;
import io.sentistream.embedded.KafkaBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the benchmark counts what happens; what it measures is no matter here. */
class MicroBatchBenchmarkIT {
    private final MicroBatchBenchmark benchmark = new MicroBatchBenchmark(
            KafkaBackend.shared().bootstrapServers(),
            KafkaBackend.shared().registryUrl(),
            new BenchmarkOptions(120, 2, 16, Duration.ofMillis(2), Duration.ZERO));

    @Test
    void rememberedPollsMakeBatchesAndLoseNothingUnderExactlyOnce() {
        BenchmarkRow row = benchmark.measure(Guarantee.EXACTLY_ONCE_V2, true, false);

        assertThat(row.findings().clean()).isTrue();
        assertThat(row.reviews()).isEqualTo(120);
        assertThat(row.batchMedian()).isBetween(2, 16);
        assertThat(row.latency().p50())
                .isPositive()
                .isLessThanOrEqualTo(row.latency().p99());
        assertThat(row.text()).startsWith("| remembered polls | exactly_once_v2 | full | 120 |");
    }

    @Test
    void recordByRecordEachBatchIsOne() {
        BenchmarkRow row = benchmark.measure(Guarantee.AT_LEAST_ONCE, false, false);

        assertThat(row.findings().clean()).isTrue();
        assertThat(row.batchMedian()).isEqualTo(1);
    }
}
