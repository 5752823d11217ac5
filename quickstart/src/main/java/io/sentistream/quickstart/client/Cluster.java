package io.sentistream.quickstart.client;

import io.sentistream.schemas.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka cluster and its schema registry.
 *
 * @param bootstrapServers the brokers' addresses, {@code host:port} separated by commas
 * @param registry the registry's address
 * @param config more keys of the Kafka clients and Confluent's serializers, such as {@code security.protocol}
 */
public record Cluster(String bootstrapServers, String registry, Map<String, String> config) {
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    public Cluster {
        config = Map.copyOf(config);
    }

    /** A cluster without encryption or passwords. */
    public Cluster(String bootstrapServers, String registry) {
        this(bootstrapServers, registry, Map.of());
    }

    /** An admin client, for the caller to close. */
    public Admin admin() {
        return Admin.create(clientConfig());
    }

    /** A producer of Avro values under text keys. */
    <T extends SpecificRecord> KafkaProducer<String, T> producer() {
        Map<String, Object> all = clientConfig();
        all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(all, new StringSerializer(), serdes().serializer());
    }

    /** A consumer of what is committed, without a group. */
    <T extends SpecificRecord> KafkaConsumer<String, T> consumer(Class<T> type) {
        Map<String, Object> all = clientConfig();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
        return new KafkaConsumer<>(all, new StringDeserializer(), serdes().deserializer(type));
    }

    /** A consumer of bytes, what is committed alone, whose offsets are kept for this group without its joining it. */
    public KafkaConsumer<byte[], byte[]> bytesConsumer(String group) {
        Map<String, Object> all = clientConfig();
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer of bytes in transactions of this id, which may each last as long as brokers let them by default. */
    public KafkaProducer<byte[], byte[]> transactionalProducer(String id) {
        Map<String, Object> all = clientConfig();
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(LONGEST_TRANSACTION.toMillis()));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** How values are written and read. */
    public AvroSerdes serdes() {
        Map<String, Object> all = clientConfig();
        all.put("schema.registry.url", registry);
        return new AvroSerdes(all);
    }

    private Map<String, Object> clientConfig() {
        Map<String, Object> all = new HashMap<>(config);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }
}
