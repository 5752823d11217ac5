package io.sentistream.classifier.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.sentistream.classifier.LogLines;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelService;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.classifier.runtime.StreamsApplication;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is away at the start, or goes away in mid-run, and comes back. */
class RegistryOutageIT {
    @TempDir
    private Path directory;

    @Test
    void recordsWaitForTheRegistryAndGoOnWithNothingLostOrDeadLettered() {
        SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory);
        URI address = URI.create(registry.url());
        try (Stage stage = new Stage("outage", registry.url());
                // A patience of 2 s, so that the outage outlasts it: the thread gives up its partitions and takes them
                // again.
                var service = new ClassifierService(
                        stage.classifier(
                                "transaction.timeout.ms", "8s",
                                "commit.interval.ms", "100ms",
                                "max.windows", "1",
                                "slowest.tokens.per.second", "100000"),
                        announced -> new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(1)))) {
            stage.announce("v1", "none", "none");
            // The schema of reviews is known to the registry and the producer, and not yet to the classifier.
            assertThat(stage.avro(Topic.REVIEWS, new Review("r", "t", null, null)))
                    .isNotEmpty();
            service.start();
            await().atMost(30, SECONDS).until(service::ready);

            registry.close();
            List<Entry> sent = new ArrayList<>(stage.reviews(0, 40, 3));
            await().atMost(30, SECONDS).until(() -> service.state() == ServiceState.WAITING_FOR_DEPENDENCY);
            await().pollDelay(Duration.ofSeconds(4)).atMost(30, SECONDS).until(() -> !service.ready());

            registry = SchemaRegistryProcess.start(directory, address.getPort());
            assertThat(ResultsVerifier.verify(sent, stage.results(40)).clean()).isTrue();
            await().atMost(30, SECONDS).until(service::ready);

            // What is known once needs no registry.
            registry.close();
            sent.addAll(stage.reviews(40, 10, 3));
            assertThat(ResultsVerifier.verify(sent, stage.results(50)).clean()).isTrue();
            assertThat(stage.read(Topic.REVIEWS_DLQ, 0)).isEmpty();
        } finally {
            registry.close();
        }
    }

    @Test
    void anApplicationStartsOnceTheRegistryAnswersAndPreparesItsSubjects() throws Exception {
        SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory);
        registry.close();
        try (LogLines log = LogLines.of(StreamsApplication.class);
                Stage stage = new Stage("late", registry.url());
                var service = new LabelService(LabelConfig.of(stage.settings("label")))) {
            service.start();
            await().atMost(60, SECONDS).until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings().get(0))
                    .startsWith("label waits for the brokers, the registry and its topics:")
                    .contains(registry.url())
                    .contains("schema.registry.url");
            assertThat(service.state()).isEqualTo(ServiceState.STARTING);

            registry = SchemaRegistryProcess.start(
                    directory, URI.create(registry.url()).getPort());
            await().atMost(60, SECONDS).until(service::ready);

            try (var subjects =
                    new CachedSchemaRegistryClient(registry.url(), 10, List.of(new AvroSchemaProvider()), Map.of())) {
                String labelled = stage.topics().subject(Topic.LABELLED);
                assertThat(subjects.getAllVersions(labelled)).containsExactly(1);
                assertThat(subjects.getCompatibility(labelled)).isEqualTo("FULL_TRANSITIVE");
            }
        } finally {
            registry.close();
        }
    }
}
