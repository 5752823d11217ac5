package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads all partitions of a topic, without a group, what is committed alone. For one thread.
 *
 * @param <T> the values
 */
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConsumer<String, T> consumer;

    private TopicReader(KafkaConsumer<String, T> consumer) {
        this.consumer = consumer;
    }

    /** Reads from the first record that is kept. */
    public static <T extends SpecificRecord> TopicReader<T> fromBeginning(
            Cluster cluster, String topic, Class<T> type) {
        TopicReader<T> reader = assigned(cluster, topic, type);
        reader.consumer.seekToBeginning(reader.consumer.assignment());
        return reader;
    }

    /** Reads from so many records before the end of each partition, or from the first that is kept. */
    public static <T extends SpecificRecord> TopicReader<T> last(
            Cluster cluster, String topic, Class<T> type, long records) {
        TopicReader<T> reader = assigned(cluster, topic, type);
        KafkaConsumer<String, T> consumer = reader.consumer;
        Map<TopicPartition, Long> first = consumer.beginningOffsets(consumer.assignment(), PATIENCE);
        consumer.endOffsets(consumer.assignment(), PATIENCE)
                .forEach((partition, end) -> consumer.seek(partition, Math.max(first.get(partition), end - records)));
        return reader;
    }

    /** Reads what is written after this call returned. */
    public static <T extends SpecificRecord> TopicReader<T> fromEnd(Cluster cluster, String topic, Class<T> type) {
        TopicReader<T> reader = assigned(cluster, topic, type);
        reader.consumer.seekToEnd(reader.consumer.assignment());
        // Seeking is lazy: without asking for the positions it would happen at the first poll.
        reader.consumer.assignment().forEach(partition -> reader.consumer.position(partition, PATIENCE));
        return reader;
    }

    private static <T extends SpecificRecord> TopicReader<T> assigned(Cluster cluster, String topic, Class<T> type) {
        KafkaConsumer<String, T> consumer = cluster.consumer(type);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new CommandFailed("the cluster at " + cluster.bootstrapServers() + " has no topic " + topic);
            }
            consumer.assign(partitions);
            return new TopicReader<>(consumer);
        } catch (TimeoutException e) {
            consumer.close();
            throw new CommandFailed("no Kafka answers at " + cluster.bootstrapServers(), e);
        } catch (CommandFailed e) {
            consumer.close();
            throw e;
        }
    }

    /** The next records, none where none came within this time. */
    public List<ConsumerRecord<String, T>> poll(Duration timeout) {
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        consumer.poll(timeout).forEach(records::add);
        return records;
    }

    /** All records up to what is the end now. */
    public List<ConsumerRecord<String, T>> toEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        // Transaction markers take offsets too, so positions are compared, not offsets of records.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            records.addAll(poll(Duration.ofMillis(500)));
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
