package io.sentistream.trainer.control;

import io.sentistream.schemas.Connection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of a line's controller. */
public class Clients {
    private final Connection connection;
    private final String name;

    /**
     * Clients whose consumer group and transactional id is {@code name}: one of a name may be alive, and a later one
     * fences an earlier.
     */
    public Clients(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    Connection connection() {
        return connection;
    }

    /** A consumer that reads committed records, commits nothing, and begins where it is told to. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that is fenced by the next one of the same name. */
    protected Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
