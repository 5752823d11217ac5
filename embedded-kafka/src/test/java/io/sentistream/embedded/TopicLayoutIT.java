package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicLayoutIT {

    private final KafkaBackend backend = KafkaBackend.shared();
    private final String prefix = KafkaBackend.uniquePrefix("layout");

    @Test
    void createsEveryTopicAsTheTableSaysAndAgainCreatesNothing() throws Exception {
        var layout = new TopicLayout(prefix, 1, Map.of(Topic.REVIEWS, 7));
        try (var admin = backend.admin()) {
            assertThat(layout.createMissing(admin)).isEmpty();
            assertThat(layout.createMissing(admin)).isEmpty();

            for (var topic : Topic.values()) {
                var name = layout.name(topic);
                var description = admin.describeTopics(List.of(name))
                        .topicNameValues()
                        .get(name)
                        .get();
                assertThat(description.partitions()).hasSize(topic == Topic.REVIEWS ? 7 : topic.partitions());
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
                var config = admin.describeConfigs(List.of(resource))
                        .values()
                        .get(resource)
                        .get();
                topic.config()
                        .forEach((key, value) -> assertThat(config.get(key).value())
                                .as("%s of %s", key, name)
                                .isEqualTo(value));
            }
        }
    }

    @Test
    void aTopicThatExistsIsLeftAsItIsAndWhatDiffersIsReported() throws Exception {
        var layout = TopicLayout.prefixed(prefix);
        var name = layout.name(Topic.LABELLED);
        try (var admin = backend.admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();

            assertThat(layout.createMissing(admin))
                    .hasSize(2)
                    .anySatisfy(report -> assertThat(report).contains(name, "cleanup.policy=delete", "compact"))
                    .anySatisfy(report -> assertThat(report).contains(name, "1 of the 4 partitions"));

            var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            assertThat(admin.describeConfigs(List.of(resource))
                            .values()
                            .get(resource)
                            .get()
                            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                            .value())
                    .isEqualTo("delete");
        }
    }

    @Test
    void aReplicationThatTheClusterCannotGiveIsReportedWithTheTopicAndTheFactor() {
        try (var admin = backend.admin()) {
            assertThatThrownBy(() -> new TopicLayout(prefix, 3, Map.of()).createMissing(admin))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining(prefix + "reviews")
                    .hasMessageContaining("replication factor (3)");
        }
    }
}
