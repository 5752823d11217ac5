package io.sentistream.console.topics;

import io.sentistream.schemas.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the feeds on a thread of its own, without a group, what is committed alone: each to its end before the next is
 * begun, then all as they come. Where something fails it goes on from where it was.
 */
public final class TopicsReader implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicsReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PAUSE_MS = 1_000;
    private static final long CLOSE_WITHIN_MS = 10_000;

    private final Connection connection;
    private final List<Feed> feeds;
    private final StatusListener status;
    private final Map<String, RecordSink> sinks = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "console-reader");

    /** A reader that has not begun. */
    public TopicsReader(Connection connection, List<Feed> feeds, StatusListener status) {
        this.connection = connection;
        this.feeds = List.copyOf(feeds);
        this.status = status;
        feeds.forEach(feed -> sinks.put(connection.topics().name(feed.topic()), feed.sink()));
    }

    /** Begins. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        boolean prepared = false;
        while (open()) {
            try {
                if (!prepared) {
                    connection.prepare();
                    prepared = true;
                }
                read();
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Reading the topics of {} failed; trying again: {}", connection, e.toString());
                status.reading(Optional.of(String.valueOf(e.getMessage())));
                pause();
            }
        }
    }

    private void read() {
        try (Consumer<byte[], byte[]> consumer = consumer();
                Decoder decoder = new Decoder(connection.serdes())) {
            List<TopicPartition> assigned = new ArrayList<>();
            for (Feed feed : feeds) {
                List<TopicPartition> added =
                        partitions(consumer, connection.topics().name(feed.topic()));
                assigned.addAll(added);
                consumer.assign(assigned);
                Map<TopicPartition, Long> starts = feed.start().offsets(consumer, added);
                assigned.forEach(partition -> consumer.seek(partition, next.computeIfAbsent(partition, starts::get)));
                toEnd(consumer, decoder, added);
                feed.sink().caughtUp();
            }
            status.reading(Optional.empty());
            while (open()) {
                poll(consumer, decoder);
            }
        }
    }

    /** Transaction markers take offsets too, so positions are compared, not offsets of records. */
    private void toEnd(Consumer<byte[], byte[]> consumer, Decoder decoder, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        do {
            poll(consumer, decoder);
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        } while (!ends.isEmpty() && open());
    }

    private void poll(Consumer<byte[], byte[]> consumer, Decoder decoder) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record, decoder);
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        feeds.forEach(feed -> feed.sink().publish());
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        RecordSink sink = sinks.get(record.topic());
        while (open()) {
            try {
                sink.take(record, decoder);
                return;
            } catch (RegistryAwayException e) {
                status.registry(Optional.of(e.getMessage()));
                pause();
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "there is no topic " + topic + "; create it, or leave topic.create at true");
        }
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
