package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.schemas.RegistrySubjects;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} on a broker and a registry, as they go from empty to whole to damaged. */
class DoctorIT {
    @TempDir
    private Path directory;

    @Test
    void whatIsMissingOrDamagedOnAClusterIsNamedWithItsFix() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory.resolve("registry"))) {
            Cluster cluster = new Cluster(broker.bootstrapServers(), registry.url());
            try (Admin admin = cluster.admin()) {
                admin.createTopics(List.of(new NewTopic("labelled", 1, (short) 1)))
                        .all()
                        .get();

                Cli empty = doctor(cluster);
                assertThat(empty.exitCode()).isEqualTo(1);
                assertThat(empty.out())
                        .contains("ok      broker     1 answers at " + broker.bootstrapServers())
                        .contains("ok      registry   answers at " + registry.url())
                        .contains("failed  topics     The topic reviews is missing. → Start a service")
                        .contains("failed  topics     The topic labelled has cleanup.policy=delete, not compact")
                        .contains("warning topics     The topic labelled has 1 of the 4 partitions asked for. → Add")
                        .contains("warning checkpoint not looked at");

                prepare(cluster, admin);
                Cli prepared = doctor(cluster);
                assertThat(prepared.exitCode()).isZero();
                assertThat(prepared.out())
                        .doesNotContain("failed ")
                        .contains("warning topics     The topic labelled has 1 of the 4")
                        .contains("warning checkpoint no model serves yet → the trainer makes the first one");
            }

            Path model = TinyBert.of("negative", "positive").write(directory.resolve("v1"));
            announce(cluster, model);
            Cli whole = doctor(cluster);
            assertThat(whole.err()).isEmpty();
            assertThat(whole.out()).contains("ok      checkpoint v1-test in " + model + " opens, and each file has");

            Files.writeString(model.resolve("model.safetensors"), "!", StandardOpenOption.APPEND);
            Cli damaged = doctor(cluster);
            assertThat(damaged.exitCode()).isEqualTo(1);
            assertThat(damaged.err()).isEqualTo("sentistream: 1 check failed; each says what to do\n");
            assertThat(damaged.out())
                    .containsPattern(
                            "failed  checkpoint v1-test in \\S+: .*model\\.safetensors.* → put the directory back");
        }
    }

    private Cli doctor(Cluster cluster) {
        return Cli.run(
                directory.resolve("home"),
                "doctor",
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--registry=" + cluster.registry());
    }

    private static void prepare(Cluster cluster, Admin admin) throws Exception {
        var labelled = new ConfigResource(ConfigResource.Type.TOPIC, "labelled");
        var compact = new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(labelled, List.of(compact))).all().get();
        TopicLayout.plain().createMissing(admin);
        RegistrySubjects.prepare(cluster.serdes(), TopicLayout.plain());
    }

    private static void announce(Cluster cluster, Path model) throws Exception {
        ServingModel serving = ServingModel.newBuilder()
                .setVersion("v1-test")
                .setUri(model.toString())
                .setManifestSha256(CheckpointDigest.of(model).manifestSha256())
                .setSince(Instant.now())
                .build();
        Map<String, Object> config = Map.of("bootstrap.servers", cluster.bootstrapServers());
        try (var producer = new KafkaProducer<String, ServingModel>(
                config, new StringSerializer(), cluster.serdes().serializer())) {
            producer.send(new ProducerRecord<>(TopicLayout.plain().name(Topic.MODELS), "default", serving))
                    .get();
        }
    }
}
