package io.sentistream.classifier.runtime;

import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The largest records that topics take: the producer's {@code max.request.size} or the topic's {@code
 * max.message.bytes}, whichever is less. Safe for use by several threads.
 */
public final class RecordLimits implements ToIntFunction<Topic> {
    private static final int PRODUCER_DEFAULT = 1_048_576;

    private final Connection connection;
    private volatile Map<Topic, Integer> limits = Map.of();

    public RecordLimits(Connection connection) {
        this.connection = connection;
    }

    /** The largest record of a topic in bytes. */
    @Override
    public int applyAsInt(Topic topic) {
        return limits.getOrDefault(topic, ofProducer());
    }

    /**
     * Asks the brokers.
     *
     * @throws KafkaException if they don't answer, or may not be asked
     */
    public void refresh(Admin admin, List<Topic> topics) {
        Map<Topic, Integer> asked = new EnumMap<>(Topic.class);
        try {
            for (Topic topic : topics) {
                var resource = new ConfigResource(
                        ConfigResource.Type.TOPIC, connection.topics().name(topic));
                Config config = admin.describeConfigs(List.of(resource))
                        .values()
                        .get(resource)
                        .get();
                int ofTopic = Integer.parseInt(
                        config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
                asked.put(topic, Math.min(ofTopic, ofProducer()));
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the topics' max.message.bytes can't be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        limits = asked;
    }

    private int ofProducer() {
        String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        Object plain = connection.clients().getOrDefault(key, PRODUCER_DEFAULT);
        Object set = connection.clients().getOrDefault(StreamsConfig.producerPrefix(key), plain);
        return Integer.parseInt(set.toString());
    }
}
