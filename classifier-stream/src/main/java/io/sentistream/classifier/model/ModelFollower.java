package io.sentistream.classifier.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.schemas.ServingModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows keys of the compacted topic {@code models}: reads it to its end, hands on the newest announcement of each, and
 * from then on each new one. Runs on a thread of its own, and begins again when the brokers or the registry were away.
 */
public final class ModelFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 1_000;

    private final String topic;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final MeterRegistry meters;
    private final AvroReader<ServingModel> reader;
    private final Map<String, Announcements> keys;
    private final Thread thread;
    private volatile boolean closing;
    private volatile org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> polling;

    /**
     * A follower that is not started yet.
     *
     * @param consumers makes consumers that read committed records and commit nothing
     * @param meters where the consumers' metrics are shown
     * @param keys who hears what is announced under which key
     */
    public ModelFollower(
            String topic,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            MeterRegistry meters,
            AvroReader<ServingModel> reader,
            Map<String, Announcements> keys) {
        this.topic = topic;
        this.consumers = consumers;
        this.meters = meters;
        this.reader = reader;
        this.keys = Map.copyOf(keys);
        this.thread = new Thread(this::run, "model-follower");
        thread.setDaemon(true);
    }

    /** Starts to follow. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing = true;
        var current = polling;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (var consumer = consumers.get();
                    var metrics = new KafkaClientMetrics(consumer, Tags.of("application", "model-follower"))) {
                metrics.bindTo(meters);
                polling = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                log.debug("The follower of {} is closed", topic);
            } catch (RuntimeException e) {
                log.warn("The topic {} can't be followed now, and is read again: {}", topic, e.toString());
                pause();
            } finally {
                polling = null;
            }
        }
    }

    private void follow(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no such topic yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                if (keys.containsKey(key)) {
                    newest.put(key, record);
                }
            }
            // Transaction markers take offsets too, so the position tells the end and no record does.
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (ends.isEmpty()) {
                newest.forEach((key, record) -> handOn(key, record));
                newest.clear();
            }
        }
    }

    private void handOn(String key, ConsumerRecord<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(record);
        try {
            keys.get(key).announce(reader.read(raw));
        } catch (RejectedException e) {
            if (e.rejection().reason() == Reason.NULL_VALUE) {
                log.warn("The announcement of {} was withdrawn at {}; what serves now serves on", key, raw.position());
                keys.get(key).withdraw();
            } else {
                log.error(
                        "The announcement at {} can't be read and is passed over: {}", raw.position(), e.getMessage());
            }
        }
    }

    private void pause() {
        try {
            for (long slept = 0; slept < PAUSE_MS && !closing; slept += 100) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }
}
