package io.sentistream.classifier.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.operations.http.Monitoring;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier as a probe and Prometheus see it. */
class HealthIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private String address;

    @TempDir
    private Path directory;

    @Test
    void aClassifierIsReadyAfterItsFirstModelAndWhileTheRegistryAnswersAndShowsWhatItDoes() {
        SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory);
        int port = URI.create(registry.url()).getPort();
        try (Stage stage = new Stage("health", registry.url());
                Monitoring monitoring = new Monitoring()) {
            ClassifierConfig config = stage.classifier();
            var service = new ClassifierService(
                    config,
                    announced -> {
                        if (announced.getVersion().equals("bad")) {
                            throw new IllegalStateException("not this one");
                        }
                        return new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(1));
                    },
                    monitoring.meters());
            address = monitoring.serve("localhost", 0, config.connection(), List.of(service::health));
            service.start();
            awaitPage("/readyz", "503 not ready: classify waits for the first model of the line default");
            assertThat(get("/livez")).isEqualTo("200 alive\n");

            stage.announce("v1", "none", "none");
            awaitPage("/readyz", "200 ready");

            registry.close();
            awaitPage("/readyz", "503 not ready: The schema registry at " + registry.url() + " doesn't answer");
            assertThat(get("/livez")).isEqualTo("200 alive\n");
            registry = SchemaRegistryProcess.start(directory, port);
            awaitPage("/readyz", "200 ready");

            stage.announce("bad", "none", "none");
            stage.reviews(0, 30, 3);
            stage.results(30);
            stage.send(Topic.REVIEWS, null, Stage.utf8("no avro"));
            awaitMetric("sentistream_classify_dead_letters_total{reason=\"malformed\"} 1.0");
            awaitMetric("sentistream_classify_refused_models_total{reason=\"other\"} 1.0");
            assertThat(get("/metrics"))
                    .contains("sentistream_classify_serving{version=\"v1\"} 1.0")
                    .contains("sentistream_classify_latency_seconds_count 30")
                    .contains("sentistream_classify_batch_records_sum 30.0")
                    .contains("sentistream_classify_tokenization_seconds_count 30")
                    .contains("sentistream_classify_swap_seconds_count 1")
                    .contains("sentistream_classify_queue_records 0.0")
                    .contains("jvm_memory_used_bytes{area=\"heap\"}", "jvm_threads_current")
                    .contains("process_resident_memory_bytes");
            // Micrometer looks once a minute which metrics Kafka has.
            await().atMost(180, SECONDS)
                    .untilAsserted(() -> assertThat(get("/metrics"))
                            .containsPattern("kafka_consumer_fetch_manager_records_lag\\{[^}]*application=\"classify\"")
                            .containsPattern("kafka_consumer_[a-z_]+\\{[^}]*application=\"model-follower\"")
                            .containsPattern("kafka_producer_[a-z_]+\\{[^}]*application=\"classify\"")
                            .containsPattern("kafka_stream_thread_[a-z_]+\\{"));

            service.close();
            assertThat(get("/readyz")).startsWith("503 not ready: classify was told to stop");
        } finally {
            registry.close();
        }
    }

    private void awaitPage(String path, String begin) {
        await().atMost(120, SECONDS).untilAsserted(() -> assertThat(get(path)).startsWith(begin));
    }

    private void awaitMetric(String line) {
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(get("/metrics")).contains(line));
    }

    private String get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
