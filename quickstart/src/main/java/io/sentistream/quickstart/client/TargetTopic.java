package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic that takes results beside the one of the classifier.
 *
 * @param name the topic's name
 * @param maxBytes the largest record that it takes
 */
public record TargetTopic(String name, int maxBytes) {
    private static final long SETTLING_MS = 1_500;
    private static final int PRODUCER_LIMIT = 1_048_576;

    /**
     * Makes the topic where it is missing: with the partitions of the topic that its results are of, and kept for ever,
     * for results bear the times of their reviews and could be too old at once.
     *
     * @throws CommandFailed if the name is that of a topic of the system's own, or the brokers refuse
     */
    public static TargetTopic prepare(Cluster cluster, String source, String name) {
        if (name.equals(source)
                || Arrays.stream(Topic.values()).map(TopicLayout.plain()::name).anyMatch(name::equals)) {
            throw new CommandFailed("the topic " + name
                    + " is read by others as something else; give --into a name of its own, such as sentiment-again");
        }
        try (Admin admin = cluster.admin()) {
            int partitions = partitions(admin, source);
            if (partitions == 0) {
                throw new CommandFailed("the cluster at " + cluster.bootstrapServers() + " has no topic " + source);
            }
            if (partitions(admin, name) == 0) {
                NewTopic topic = new NewTopic(name, partitions, (short) -1)
                        .configs(Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1"));
                admin.createTopics(List.of(topic)).all().get();
                Thread.sleep(SETTLING_MS); // an idempotent producer may lose its first batch in a topic just made
            }
            return new TargetTopic(name, Math.min(PRODUCER_LIMIT, maxMessageBytes(admin, name)));
        } catch (ExecutionException e) {
            throw new CommandFailed(
                    "the topic " + name + " can't be prepared: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while preparing the topic " + name, e);
        }
    }

    /** How many partitions a topic has; 0 where there is no such topic. */
    private static int partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }

    private static int maxMessageBytes(Admin admin, String topic) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Integer.parseInt(admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .value());
    }
}
