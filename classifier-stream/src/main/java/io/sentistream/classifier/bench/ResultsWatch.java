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
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Watches results become visible, as a consumer with {@code isolation.level=read_committed} sees them. One thread. */
public final class ResultsWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Connection connection;
    private final Consumer<byte[], Sentiment> consumer;
    private final List<Entry> results = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final Map<String, Integer> versions = new TreeMap<>();

    /** Watches the results on a connection's topics from their beginning. */
    public ResultsWatch(Connection connection) {
        this.connection = connection;
        this.consumer = consumer("read_committed");
    }

    /** Takes in what has become visible. */
    public void look() {
        consumer.poll(POLL).forEach(record -> {
            latencies.add(System.currentTimeMillis() - record.timestamp());
            versions.merge(record.value().getModelVersion(), 1, Integer::sum);
            results.add(new Entry(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value().getReviewId()));
        });
    }

    /** The results so far, those of a partition in its order. */
    public List<Entry> results() {
        return results;
    }

    /** From each result's review's timestamp to its being seen, in milliseconds. */
    public List<Long> latencies() {
        return latencies;
    }

    /** How many results each model version has given so far. */
    public Map<String, Integer> versions() {
        return versions;
    }

    /** How many results lie in aborted transactions. */
    public long aborted() {
        return count("read_uncommitted") - count("read_committed");
    }

    /**
     * Takes in all results that are committed when no transaction is open any more.
     *
     * @throws IllegalStateException if one still is after so long
     */
    public void lookToTheEnd(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        Map<TopicPartition, Long> ends = ends("read_uncommitted");
        while (!ends.equals(ends("read_committed"))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a transaction is still open after " + within);
            }
            look();
        }
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            look();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Map<TopicPartition, Long> ends(String isolation) {
        try (Consumer<byte[], Sentiment> asking = consumer(isolation)) {
            return asking.endOffsets(asking.assignment());
        }
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
        return FromBeginning.consumer(
                connection,
                connection.topics().name(Topic.SENTIMENT),
                isolation,
                connection.serdes().deserializer(Sentiment.class));
    }
}
