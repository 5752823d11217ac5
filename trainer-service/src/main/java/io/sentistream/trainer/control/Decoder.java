package io.sentistream.trainer.control;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.DecodeFailure;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the values of a topic. What can't be read, now or later, is set aside with a log line. */
public final class Decoder<T extends SpecificRecord> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Decoder.class);

    private final Deserializer<T> deserializer;

    /** Reads values of this type. */
    public Decoder(AvroSerdes serdes, Class<T> type) {
        deserializer = serdes.deserializer(type);
    }

    /**
     * The value of a record; empty where it is no record of the type, or null.
     *
     * @throws UnavailableException if the registry does not answer
     */
    public Optional<T> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (KafkaException e) {
            DecodeFailure failure = DecodeFailure.of(e);
            if (failure.kind() == DecodeFailure.Kind.REGISTRY_UNAVAILABLE) {
                throw new UnavailableException("the schema registry does not answer: " + failure.reason(), e);
            }
            log.warn(
                    "The record of {}-{} at {} can't be read and is set aside: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    failure.reason());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
