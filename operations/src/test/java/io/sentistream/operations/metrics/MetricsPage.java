package io.sentistream.operations.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page that lists every metric, under the names that Prometheus scrapes. */
final class MetricsPage {
    private static final String INTRODUCTION = """
            # Metrics

            What `/metrics` has of ours, for Prometheus. This page is made from the code (`Metric`); a test holds it to that.
            Where to scrape it stands in [operating](operating.md#metrics).

            Beside these, a process shows

            - `kafka_*`: the metrics of Kafka Streams and of every consumer, producer and admin client, under Kafka's own names,
              with the labels `application` (`classify`, `label`, `trainer` or `model-follower`) and `client_id`: such as
              `kafka_consumer_fetch_manager_records_lag_max` and `kafka_stream_task_process_latency_avg`;
            - `jvm_*` and `process_*`: heap, threads and garbage collections; `process_resident_memory_bytes` is all memory of the
              process, libtorch's too; `jvm_native_memory_committed_bytes` where the JVM runs with
              `-XX:NativeMemoryTracking=summary`.

            A histogram has `_bucket`, `_count` and `_sum` after its name, a summary the last two, and each a gauge `_max`, the
            most of the last minutes. What is counted of a record is counted again where its transaction was aborted and the record
            is read again.
            """;

    private MetricsPage() {}

    /** The page's text. */
    static String text() {
        return INTRODUCTION
                + section("classify", "sentistream.classify.")
                + section("label", "sentistream.label.")
                + section("trainer", "sentistream.trainer.");
    }

    private static String section(String program, String prefix) {
        return "\n## " + program + "\n\n| metric | type | labels | meaning |\n|---|---|---|---|\n"
                + Arrays.stream(Metric.values())
                        .filter(metric -> metric.plainName().startsWith(prefix))
                        .map(MetricsPage::row)
                        .collect(Collectors.joining());
    }

    private static String row(Metric metric) {
        // As it is scraped: Micrometer makes the name from the plain one, the unit and the type.
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        String[] values = metric.labels().stream().map(label -> "x").toList().toArray(String[]::new);
        switch (metric.kind()) {
            case COUNTER -> metric.counter(registry, values);
            case TIMER -> metric.timer(registry, values);
            case SUMMARY -> metric.summary(registry);
            default -> metric.gauge(registry, () -> 1, values);
        }
        List<String> type = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .filter(line -> !line.contains("_max "))
                .map(line -> line.substring("# TYPE ".length()))
                .findFirst()
                .map(line -> List.of(line.split(" ")))
                .orElseThrow();
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + type.get(0) + "` | " + type.get(1) + " | " + labels + " | " + metric.meaning() + " |\n";
    }
}
