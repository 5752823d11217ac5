package io.sentistream.trainer.drift;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.trainer.control.Decoder;
import io.sentistream.trainer.control.Partitions;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The clients of the watch: a consumer of committed records without a group, and a producer. */
final class DriftTopics implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Connection connection;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<String, SpecificRecord> producer;
    private final KafkaClientMetrics consumerShown;
    private final KafkaClientMetrics producerShown;
    final Decoder<Sentiment> results;
    final Decoder<LabelledReview> labels;
    final Decoder<ServingModel> models;
    final Decoder<Drift> drifts;
    final Decoder<LabelRequest> requests;

    DriftTopics(Connection connection, TrainerMetrics metrics) {
        this.connection = connection;
        AvroSerdes serdes = connection.serdes();
        results = new Decoder<>(serdes, Sentiment.class);
        labels = new Decoder<>(serdes, LabelledReview.class);
        models = new Decoder<>(serdes, ServingModel.class);
        drifts = new Decoder<>(serdes, Drift.class);
        requests = new Decoder<>(serdes, LabelRequest.class);
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What was deleted before it was read is passed over.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(connection.clients(), new StringSerializer(), serdes.serializer());
        consumerShown = metrics.show(consumer);
        producerShown = metrics.show(producer);
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    String name(Topic topic) {
        return connection.topics().name(topic);
    }

    List<TopicPartition> partitions(Topic... topics) {
        List<String> names = new ArrayList<>();
        for (Topic topic : topics) {
            names.add(name(topic));
        }
        return Partitions.of(consumer, names);
    }

    /** Sends what is to be sent, in order. What is not known to have arrived stays, and is sent again. */
    void send(Deque<Outgoing> outgoing) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Outgoing record : outgoing) {
            sent.add(producer.send(new ProducerRecord<>(name(record.topic()), record.key(), record.value())));
        }
        producer.flush();
        try {
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new KafkaException("what was noticed could not be told", e);
        }
        outgoing.clear();
    }

    /**
     * A record to send.
     *
     * @param value null to take back the one under the key
     */
    record Outgoing(Topic topic, String key, SpecificRecord value) {
        static Deque<Outgoing> none() {
            return new ArrayDeque<>();
        }
    }

    @Override
    public void close() {
        consumerShown.close();
        producerShown.close();
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        producer.close(CLOSE_WITHIN);
        results.close();
        labels.close();
        models.close();
        drifts.close();
        requests.close();
    }
}
