package io.sentistream.classifier.bench;

import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches results become visible, as a consumer with {@code isolation.level=read_committed} sees them. One thread. */
final class ResultsWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Connection connection;
    private final Consumer<byte[], Sentiment> consumer;
    private final List<Entry> results = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();

    ResultsWatch(Connection connection) {
        this.connection = connection;
        this.consumer = consumer("read_committed");
    }

    /** Takes in what has become visible. */
    void look() {
        consumer.poll(POLL).forEach(record -> {
            latencies.add(System.currentTimeMillis() - record.timestamp());
            results.add(new Entry(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value().getReviewId()));
        });
    }

    /** The results so far, those of a partition in its order. */
    List<Entry> results() {
        return results;
    }

    /** From each result's review's timestamp to its being seen, in milliseconds. */
    List<Long> latencies() {
        return latencies;
    }

    /** How many results lie in aborted transactions. */
    long aborted() {
        return count("read_uncommitted") - count("read_committed");
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long count(String isolation) {
        long count = 0;
        try (Consumer<byte[], Sentiment> counting = consumer(isolation)) {
            Map<TopicPartition, Long> ends = new HashMap<>(counting.endOffsets(counting.assignment()));
            while (!ends.isEmpty()) {
                count += counting.poll(POLL).count();
                ends.entrySet().removeIf(end -> counting.position(end.getKey()) >= end.getValue());
            }
        }
        return count;
    }

    private Consumer<byte[], Sentiment> consumer(String isolation) {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        var opened = new KafkaConsumer<byte[], Sentiment>(
                config, new ByteArrayDeserializer(), connection.serdes().deserializer(Sentiment.class));
        String topic = connection.topics().name(Topic.SENTIMENT);
        List<TopicPartition> partitions = opened.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        return opened;
    }
}
