package io.sentistream.quickstart.client;

import io.sentistream.schemas.AvroSerdes;
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
    public Cluster {
        config = Map.copyOf(config);
    }

    /** A cluster without encryption or passwords. */
    public Cluster(String bootstrapServers, String registry) {
        this(bootstrapServers, registry, Map.of());
    }

    /** An admin client, for the caller to close. */
    Admin admin() {
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

    private AvroSerdes serdes() {
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
