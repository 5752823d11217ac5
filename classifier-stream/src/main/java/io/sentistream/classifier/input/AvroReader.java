package io.sentistream.classifier.input;

import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.DecodeFailure;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads values of one Avro type, and tells bad records from a registry that doesn't answer. Used by one thread. */
public final class AvroReader<T extends SpecificRecord> {
    private final Deserializer<T> deserializer;

    public AvroReader(AvroSerdes serdes, Class<T> type) {
        this.deserializer = serdes.deserializer(type);
    }

    /**
     * Decodes a value.
     *
     * @throws RejectedException if there is none, the bytes are malformed or the registry doesn't know their schema
     * @throws UnavailableException if the registry doesn't answer
     */
    public T read(RawRecord record) throws RejectedException {
        if (record.value() == null) {
            throw new RejectedException(Reason.NULL_VALUE, "the record has no value; send one, or none at all");
        }
        T decoded;
        try {
            decoded = deserializer.deserialize(record.partition().topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            DecodeFailure failure = DecodeFailure.of(e);
            switch (failure.kind()) {
                case REGISTRY_UNAVAILABLE ->
                    throw new UnavailableException("the schema registry does not answer: " + failure.reason(), e);
                case UNKNOWN_SCHEMA -> throw new RejectedException(Reason.UNKNOWN_SCHEMA, failure.reason());
                default -> throw new RejectedException(Reason.MALFORMED, failure.reason());
            }
        }
        if (decoded == null) {
            throw new RejectedException(Reason.MALFORMED, "the value is empty");
        }
        return decoded;
    }
}
