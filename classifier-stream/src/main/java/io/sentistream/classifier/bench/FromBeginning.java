package io.sentistream.classifier.bench;

import io.sentistream.schemas.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Opens consumers that read all of a topic, in no group. */
final class FromBeginning {
    private static final int MOST_RECORDS = 10_000;

    private FromBeginning() {}

    /**
     * A consumer at the beginning of each partition.
     *
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     */
    static <V> Consumer<byte[], V> consumer(
            Connection connection, String topic, String isolation, Deserializer<V> values) {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        var opened = new KafkaConsumer<>(config, new ByteArrayDeserializer(), values);
        List<TopicPartition> partitions = opened.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        return opened;
    }
}
