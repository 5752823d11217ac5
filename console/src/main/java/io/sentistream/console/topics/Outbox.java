package io.sentistream.console.topics;

import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topics, and gives up soon: a person waits. Safe for use by several threads. */
public final class Outbox implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Map<String, Object> IMPATIENT = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.LINGER_MS_CONFIG, 0);

    private final Connection connection;
    private Producer<String, SpecificRecord> producer;

    /** An outbox that connects at the first record. */
    public Outbox(Connection connection) {
        this.connection = connection;
    }

    /**
     * Sends a record.
     *
     * @return fails with a {@link KafkaException} if the brokers or the registry don't take it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    public CompletableFuture<Void> send(Topic topic, String key, SpecificRecord value) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            producer().send(new ProducerRecord<>(connection.topics().name(topic), key, value), (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private synchronized Producer<String, SpecificRecord> producer() {
        if (producer == null) {
            Map<String, Object> config = new HashMap<>(connection.clients());
            config.putAll(IMPATIENT);
            producer = new KafkaProducer<>(
                    config, new StringSerializer(), connection.serdes().<SpecificRecord>serializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_WITHIN);
        }
    }
}
