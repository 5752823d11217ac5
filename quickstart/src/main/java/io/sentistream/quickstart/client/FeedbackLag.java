package io.sentistream.quickstart.client;

import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelTopology;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How much feedback the application {@code label} has not turned into labelled reviews yet.
 *
 * @param cluster where it runs, under its default application id
 */
public record FeedbackLag(Cluster cluster) {
    private static final long PAUSE_MS = 200;

    /**
     * Waits until the feedback that is on the brokers now is labelled, or waits for its review.
     *
     * @return whether it is, within this time
     */
    public boolean awaitNone(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        try (Admin admin = cluster.admin()) {
            // What names its review goes on to the second topic, and is there when it is done with on the first.
            return awaitNone(admin, TopicLayout.plain().name(Topic.FEEDBACK), deadline)
                    && awaitNone(
                            admin, LabelConfig.DEFAULT_APPLICATION_ID + "-" + LabelTopology.BY_REVIEW_TOPIC, deadline);
        } catch (ExecutionException e) {
            throw new CommandFailed("can't ask Kafka for the offsets of feedback: " + e.getCause(), e);
        }
    }

    private static boolean awaitNone(Admin admin, String topic, Instant deadline)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(admin, topic);
        while (!reached(admin, ends)) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(PAUSE_MS);
        }
        return true;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions(admin, topic).stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .filter(end -> end.getValue().offset() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** The partitions of a topic; none of one that the application has yet to make. */
    private static List<TopicPartitionInfo> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean reached(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        LabelConfig.DEFAULT_APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream()
                .allMatch(end -> committed.get(end.getKey()) != null
                        && committed.get(end.getKey()).offset() >= end.getValue());
    }
}
