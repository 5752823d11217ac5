package io.sentistream.console.topics;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.DecodeFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Avro values of any of our types. Used by one thread. */
public final class Decoder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Decoder.class);

    private final AvroSerdes serdes;
    private final Map<Class<?>, Deserializer<?>> deserializers = new HashMap<>();

    /** A decoder of values that were written through this registry. */
    public Decoder(AvroSerdes serdes) {
        this.serdes = serdes;
    }

    /**
     * The value of a record; empty where it is null, or no record of the type, which is logged.
     *
     * @throws RegistryAwayException if the registry doesn't answer
     */
    public <T extends SpecificRecord> Optional<T> read(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        try {
            Object value = deserializers
                    .computeIfAbsent(type, missing -> serdes.deserializer(type))
                    .deserialize(record.topic(), record.value());
            return Optional.ofNullable(type.cast(value));
        } catch (KafkaException e) {
            DecodeFailure failure = DecodeFailure.of(e);
            if (failure.kind() == DecodeFailure.Kind.REGISTRY_UNAVAILABLE) {
                throw new RegistryAwayException(failure.reason(), e);
            }
            log.warn(
                    "{}-{} at {} is passed over: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    failure.reason());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        deserializers.values().forEach(Deserializer::close);
    }
}
