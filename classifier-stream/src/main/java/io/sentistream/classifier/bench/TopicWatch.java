package io.sentistream.classifier.bench;

import io.sentistream.schemas.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches committed records come on a topic from its beginning, whatever they hold. Used by one thread. */
final class TopicWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Consumer<byte[], byte[]> consumer;
    private final List<Long> latencies = new ArrayList<>();
    private long since = Long.MAX_VALUE;
    private int count;

    TopicWatch(Connection connection, String topic) {
        consumer = FromBeginning.consumer(connection, topic, "read_committed", new ByteArrayDeserializer());
    }

    /** Takes in what has become visible; how many there are now. */
    int look() {
        var polled = consumer.poll(POLL);
        long now = System.currentTimeMillis();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            count++;
            if (record.timestamp() >= since) {
                latencies.add(now - record.timestamp());
            }
        }
        return count;
    }

    /** Keeps the latencies of records with timestamps from this one on. */
    void keepFrom(long timestamp) {
        since = timestamp;
    }

    /** From the records' timestamps to when they were seen, in milliseconds. */
    List<Long> latencies() {
        return latencies;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
