package io.sentistream.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MetricTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void ofAMetricThatTellsWhichIsCurrentOnlyTheLastIsShown() {
        Consumer<String> serving = Metric.CLASSIFY_SERVING.current(meters);
        serving.accept("v1");
        serving.accept("v2");

        assertThat(meters.scrape().lines().filter(line -> line.startsWith("sentistream_classify_serving")))
                .containsExactly("sentistream_classify_serving{version=\"v2\"} 1.0");
    }

    @Test
    void aTimerWithBoundsIsAHistogramInSeconds() {
        Metric.CLASSIFY_LATENCY.timer(meters).record(Duration.ofMillis(300));

        assertThat(meters.scrape())
                .contains("sentistream_classify_latency_seconds_bucket{le=\"0.25\"} 0")
                .contains("sentistream_classify_latency_seconds_bucket{le=\"0.5\"} 1")
                .contains("sentistream_classify_latency_seconds_sum 0.3");
    }

    @Test
    void labelsOtherThanItsOwnAreRefused() {
        assertThatThrownBy(() -> Metric.TRAINER_CANDIDATES.counter(meters))
                .hasMessageContaining("TRAINER_CANDIDATES has the labels [verdict], not 0");
    }
}
