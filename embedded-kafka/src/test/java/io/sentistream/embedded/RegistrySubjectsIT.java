package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.RegistrySubjects;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RegistrySubjectsIT {

    private final KafkaBackend backend = KafkaBackend.shared();
    private final AvroSerdes serdes = AvroSerdes.at(backend.registryUrl());
    private final TopicLayout layout = TopicLayout.prefixed(KafkaBackend.uniquePrefix("subjects"));
    private final CachedSchemaRegistryClient client =
            new CachedSchemaRegistryClient(backend.registryUrl(), 10, List.of(new AvroSchemaProvider()), Map.of());

    @Test
    void everySubjectHasItsSchemaAndIsHeldToFullTransitiveCompatibility() throws Exception {
        RegistrySubjects.prepare(serdes, layout);
        RegistrySubjects.prepare(serdes, layout);

        for (var topic : Topic.values()) {
            if (topic.valueType().isPresent()) {
                assertThat(client.getAllVersions(layout.subject(topic))).hasSize(1);
                assertThat(client.getCompatibility(layout.subject(topic))).isEqualTo("FULL_TRANSITIVE");
            } else {
                assertThat(client.getAllSubjects()).doesNotContain(layout.subject(topic));
            }
        }
    }

    @Test
    void servicesThatStartTogetherDoNotDisturbEachOther() throws Exception {
        int services = 6;
        var together = new CyclicBarrier(services);
        var preparing = IntStream.range(0, services)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            await(together);
                            RegistrySubjects.prepare(serdes, layout);
                        },
                        task -> new Thread(task, "service").start()))
                .toArray(CompletableFuture<?>[]::new);

        CompletableFuture.allOf(preparing).get(1, TimeUnit.MINUTES);

        assertThat(client.getAllVersions(layout.subject(Topic.REVIEWS))).hasSize(1);
        assertThat(client.getCompatibility(layout.subject(Topic.REVIEWS))).isEqualTo("FULL_TRANSITIVE");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRegistryThatOthersKeepIsLeftAlone() throws Exception {
        RegistrySubjects.prepare(
                new AvroSerdes(Map.of("schema.registry.url", backend.registryUrl(), "auto.register.schemas", "false")),
                layout);

        assertThat(client.getAllSubjects()).noneMatch(subject -> subject.startsWith(layout.prefix()));
    }

    @Test
    void aForeignSchemaUnderOurSubjectIsReportedWithTheSubject() throws Exception {
        var foreign = new AvroSchema("{\"type\": \"record\", \"name\": \"Review\", \"fields\": []}");
        client.register(layout.subject(Topic.REVIEWS), foreign);

        assertThatThrownBy(() -> RegistrySubjects.prepare(serdes, layout))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining(layout.subject(Topic.REVIEWS))
                .hasMessageContaining("incompatible")
                .hasMessageContaining("prefix");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsReportedWithItsAddress() {
        var nobody = "http://127.0.0.1:" + LocalPort.find(0, "nobody");
        assertThatThrownBy(() -> RegistrySubjects.prepare(AvroSerdes.at(nobody), layout))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining(nobody)
                .hasMessageContaining("schema.registry.url");
    }
}
