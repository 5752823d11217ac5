package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes to a topic and sees to it that all of it arrives. For one thread.
 *
 * @param <T> the values
 */
public final class TopicWriter<T extends SpecificRecord> implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<String, T> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    /** A writer to this topic. */
    public TopicWriter(Cluster cluster, String topic) {
        this.topic = topic;
        this.producer = cluster.producer();
    }

    /** Sends in the background. */
    public void send(String key, T value) {
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    /**
     * Waits until all that was sent is on the brokers.
     *
     * @throws CommandFailed if something is not
     */
    public void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new CommandFailed(
                        "Kafka did not take a record for " + topic + ": "
                                + e.getCause().getMessage(),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("interrupted while sending to " + topic, e);
            }
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
