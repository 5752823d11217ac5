package io.sentistream.schemas.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The keys that belong to the Kafka clients and Confluent's serializers, and so pass through our configuration as they
 * are. Immutable.
 *
 * @param names whole keys
 * @param prefixes beginnings of keys
 */
public record ClientKeys(Set<String> names, List<String> prefixes) {
    // Confluent's AbstractKafkaSchemaSerDeConfig, KafkaAvroSerializerConfig and KafkaAvroDeserializerConfig.
    private static final Set<String> SERIALIZER = Set.of(
            "auto.register.schemas",
            "avro.reflection.allow.null",
            "avro.remove.java.properties",
            "avro.use.logical.type.converters",
            "id.compatibility.strict",
            "key.subject.name.strategy",
            "latest.cache.size",
            "latest.cache.ttl.sec",
            "latest.compatibility.strict",
            "max.schemas.per.subject",
            "normalize.schemas",
            "specific.avro.reader",
            "use.latest.version",
            "use.schema.id",
            "value.subject.name.strategy");
    private static final List<String> PREFIXES = List.of("schema.registry.", "basic.auth.", "bearer.auth.", "proxy.");

    public ClientKeys {
        names = Set.copyOf(names);
        prefixes = List.copyOf(prefixes);
    }

    /** The keys of consumers, producers, admin clients and serializers. */
    public static ClientKeys plain() {
        Set<String> names = new TreeSet<>(SERIALIZER);
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return new ClientKeys(names, PREFIXES);
    }

    /** These and more. */
    public ClientKeys and(Set<String> moreNames, List<String> morePrefixes) {
        Set<String> allNames = new TreeSet<>(names);
        allNames.addAll(moreNames);
        return new ClientKeys(
                allNames,
                Stream.concat(prefixes.stream(), morePrefixes.stream()).toList());
    }

    /** Whether the key is the clients'. */
    public boolean has(String key) {
        return names.contains(key) || prefixes.stream().anyMatch(key::startsWith);
    }
}
