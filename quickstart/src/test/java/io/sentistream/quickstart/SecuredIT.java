package io.sentistream.quickstart;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.TinyBert;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelService;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.embedded.SecureBroker;
import io.sentistream.embedded.SecureRegistry;
import io.sentistream.embedded.TestKeystore;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.http.Monitoring;
import io.sentistream.operations.program.Service;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.TrainerService;
import io.sentistream.trainer.training.TrainingListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All services on a broker with TLS, passwords and the ACLs of docs/operating.md, and a registry with both. */
class SecuredIT {
    private static final Map<String, String> PASSWORDS = Map.of(
            "setup",
            "hush-setup-1",
            "classify",
            "hush-classify-2",
            "label",
            "hush-label-3",
            "trainer",
            "hush-trainer-4",
            "stranger",
            "hush-stranger-5");
    private static final String STORE_PASSWORD = "hush-store-6";
    private static final String REGISTRY_PASSWORD = "hush-registry-7";

    @TempDir
    private Path directory;

    @Test
    void theDocumentedAclsAreEnoughAndNoPasswordIsLogged() throws Exception {
        TestKeystore keystore = TestKeystore.in(directory, STORE_PASSWORD);
        try (AllLogs logs = AllLogs.begin();
                SecureBroker broker = SecureBroker.start(directory.resolve("kafka"), keystore, PASSWORDS);
                SchemaRegistryProcess behind = SchemaRegistryProcess.start(directory.resolve("registry"));
                SecureRegistry registry = SecureRegistry.start(behind.url(), keystore, "services", REGISTRY_PASSWORD);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.openBootstrapServers()))) {
            admin.createAcls(DocumentedAcls.in(Path.of("../docs/operating.md")))
                    .all()
                    .get();
            LabelConfig.of(settings(broker, registry, "setup", "topic.create", "true"))
                    .connection()
                    .prepare();

            TinyBert.of("negative", "positive").write(directory.resolve("tiny"));
            Path base = Files.writeString(directory.resolve("base.tsv"), TinySystem.rows("the book number %d was %s"));
            Map<String, String> ofTrainer = settings(
                    broker,
                    registry,
                    "trainer",
                    "home",
                    directory.resolve("home").toString(),
                    "initial.model",
                    directory.resolve("tiny").toString(),
                    "base.data",
                    base.toString(),
                    "retrain.labels",
                    "40",
                    "gate.base.margin",
                    "1",
                    "gate.gain.level",
                    "1",
                    "gate.canaries",
                    "100",
                    "adaptation.epochs",
                    "1",
                    "adaptation.max.length",
                    "64");
            ClassifierConfig ofClassifier = ClassifierConfig.of(settings(
                    broker,
                    registry,
                    "classify",
                    "state.dir",
                    directory.resolve("streams").toString()));
            LabelConfig ofLabel = LabelConfig.of(settings(
                    broker,
                    registry,
                    "label",
                    "state.dir",
                    directory.resolve("streams").toString()));
            try (Monitoring monitoring = new Monitoring();
                    var trainer = new TrainerService(
                            TrainerConfig.of(ofTrainer), new TrainingListener() {}, monitoring.meters());
                    var classifier = new ClassifierService(ofClassifier, monitoring.meters());
                    var label = new LabelService(ofLabel, monitoring.meters())) {
                List<Service> services = List.of(trainer, classifier, label);
                String address = monitoring.serve(
                        "localhost",
                        0,
                        ofClassifier.connection(),
                        List.<Supplier<Health>>of(trainer::health, classifier::health, label::health));
                services.forEach(Service::start);
                await().atMost(240, SECONDS)
                        .untilAsserted(
                                () -> assertThat(get(address + "/readyz")).isEqualTo("ready\n"));
                send(broker, behind);

                // Reviews have results, labels have rows, and a candidate of them is trained, announced and loaded.
                await().atMost(240, SECONDS)
                        .untilAsserted(() -> assertThat(get(address + "/metrics"))
                                .contains("sentistream_classify_latency_seconds_count 1")
                                .contains("sentistream_trainer_candidates_total{verdict=\"promoted\"} 1.0")
                                .containsPattern("sentistream_classify_serving\\{version=\"v2-"));
                await().atMost(120, SECONDS)
                        .untilAsserted(() -> assertThat(records(broker, Topic.TRAINING))
                                .as("updates of the training")
                                .isPositive());
            }

            var stranger = new LabelService(LabelConfig.of(settings(
                    broker,
                    registry,
                    "stranger",
                    "state.dir",
                    directory.resolve("streams").toString())));
            stranger.start();
            await().atMost(120, SECONDS).until(() -> !stranger.health().alive());
            stranger.close();

            assertThat(logs.lines())
                    .as("configurations are among what was logged")
                    .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
                    .anyMatch(line -> line.contains("schema.registry.url = "));
            assertThat(logs.lines()).as("lines with a password").noneMatch(line -> line.contains("hush-"));
        }
    }

    private static Map<String, String> settings(
            SecureBroker broker, SecureRegistry registry, String user, String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(broker.clientKeys(user));
        settings.putAll(registry.clientKeys());
        settings.put("topic.create", "false");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static void send(SecureBroker broker, SchemaRegistryProcess registry) throws Exception {
        TopicLayout topics = TopicLayout.plain();
        var serializer = AvroSerdes.at(registry.url()).<SpecificRecord>serializer();
        try (Producer<byte[], SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.openBootstrapServers()), new ByteArraySerializer(), serializer)) {
            producer.send(new ProducerRecord<>(
                            topics.name(Topic.REVIEWS), new Review("r1", "it does what it promises", null, null)))
                    .get();
            for (int i = 0; i < 60; i++) {
                String text = "this lamp number " + i + (i % 2 == 0 ? " is great" : " is awful");
                producer.send(new ProducerRecord<>(
                                topics.name(Topic.FEEDBACK),
                                new Feedback(
                                        null,
                                        text,
                                        i % 2 == 0 ? "positive" : "negative",
                                        "ann",
                                        false,
                                        null,
                                        Instant.now())))
                        .get();
            }
        }
    }

    private static long records(SecureBroker broker, Topic topic) throws Exception {
        TopicPartition partition = new TopicPartition(TopicLayout.plain().name(topic), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.openBootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private static String get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
