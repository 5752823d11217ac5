package io.sentistream.schemas;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.SystemLimitException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's Avro serializers for the values of our topics: a zero byte, the schema's id in the registry as four bytes,
 * then Avro's binary encoding.
 *
 * <p>Configured by Confluent's own keys: {@code schema.registry.url}, {@code auto.register.schemas}, {@code
 * basic.auth.*}, {@code schema.registry.ssl.*} and the rest. Each call gives a new object with a cache and a client of
 * its own, to be used as its consumer or producer is and closed with it. Strings of more than 64 MiB and collections of
 * more than a million items are malformed, unless Avro's system properties {@code org.apache.avro.limits.*} say otherwise. What a deserializer throws is explained by
 * {@link DecodeFailure}.
 *
 * @param config Confluent's keys; others are ignored, so that a client's whole configuration can be given
 */
public record AvroSerdes(Map<String, Object> config) {

    private static final String URL_KEY = "schema.registry.url";

    // Avro allocates the length that a record claims before it reads as much, so a few broken bytes could take all
    // memory.
    static {
        limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, 64 << 20);
        limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, 64 << 20);
        limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, 1 << 20);
    }

    public AvroSerdes {
        config = Map.copyOf(config);
        if (!(config.get(URL_KEY) instanceof String url) || url.isBlank()) {
            throw new IllegalArgumentException(
                    URL_KEY + " is missing: set it to the registry's address, such as http://127.0.0.1:8081.");
        }
    }

    /** The serializers for a registry at this address, all else by default. */
    public static AvroSerdes at(String registryUrl) {
        return new AvroSerdes(Map.of(URL_KEY, registryUrl));
    }

    /** A serializer of values; it registers a schema that the registry doesn't have unless configured not to. */
    @SuppressWarnings("unchecked") // it takes any Avro object
    public <T extends SpecificRecord> Serializer<T> serializer() {
        var serializer = new KafkaAvroSerializer();
        serializer.configure(config, false);
        return (Serializer<T>) (Serializer<?>) serializer;
    }

    /** A deserializer of values, which reads whatever schema they were written with as this type. */
    @SuppressWarnings("unchecked") // it reads as the type configured here, or throws
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
        var readerConfig = new HashMap<>(config);
        readerConfig.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        readerConfig.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE_CONFIG, type.getName());
        var deserializer = new KafkaAvroDeserializer();
        deserializer.configure(readerConfig, false);
        return (Deserializer<T>) (Deserializer<?>) deserializer;
    }

    /** Both, as Kafka Streams takes them. */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        return Serdes.serdeFrom(this.<T>serializer(), deserializer(type));
    }

    private static void limit(String property, int most) {
        System.getProperties().putIfAbsent(property, Integer.toString(most));
    }

    /** Without the rest of the configuration, which may hold credentials. */
    @Override
    public String toString() {
        return "AvroSerdes[" + config.get(URL_KEY) + "]";
    }
}
