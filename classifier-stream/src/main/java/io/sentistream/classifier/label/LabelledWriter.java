package io.sentistream.classifier.label;

import io.sentistream.classifier.input.RecordSize;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;

/** Writes labelled reviews as the topic {@code labelled} holds them. Used by one thread. */
final class LabelledWriter {
    private final String topic;
    private final Serializer<LabelledReview> serializer;
    private final IntSupplier maxBytes;

    LabelledWriter(String topic, AvroSerdes serdes, IntSupplier maxBytes) {
        this.topic = topic;
        this.serializer = serdes.serializer();
        this.maxBytes = maxBytes;
    }

    /**
     * The row of a feedback; without a value where it is withdrawn.
     *
     * @throws RejectedException if the row is too large
     * @throws UnavailableException if the registry doesn't answer
     */
    Record<byte[], byte[]> write(Record<byte[], byte[]> record, Feedback feedback) throws RejectedException {
        byte[] key = LabelledKey.of(feedback).bytes();
        byte[] value = feedback.getWithdrawn() ? null : serialize(record, feedback);
        long size = RecordSize.of(key, value, record.headers());
        if (size > maxBytes.getAsInt()) {
            throw new RejectedException(
                    Reason.RESULT_TOO_LARGE,
                    "the labelled review takes " + size + " bytes, and " + topic + " takes " + maxBytes.getAsInt()
                            + "; raise its max.message.bytes, or send a shorter text");
        }
        return record.withKey(key).withValue(value);
    }

    private byte[] serialize(Record<byte[], byte[]> record, Feedback feedback) {
        LabelledReview row = LabelledReview.newBuilder()
                .setReviewId(feedback.getReviewId())
                .setText(feedback.getText())
                .setLabel(feedback.getLabel().strip())
                .setAnnotator(feedback.getAnnotator())
                .setSource(feedback.getSource())
                .setLabelledAt(feedback.getAt())
                .build();
        try {
            return serializer.serialize(topic, record.headers(), row);
        } catch (KafkaException e) {
            throw new UnavailableException("the schema registry does not take the schema of " + topic + ": " + e, e);
        }
    }
}
