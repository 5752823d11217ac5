package io.sentistream.classifier.label;

import io.sentistream.classifier.input.RecordSize;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import java.time.Instant;
import java.util.Optional;
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
     * @param review what is known of the review that the feedback names; its text where the feedback has none
     * @param received when the feedback came here, in milliseconds
     * @throws RejectedException if the row is too large, or there is no text
     * @throws UnavailableException if the registry doesn't answer
     */
    Record<byte[], byte[]> write(
            Record<byte[], byte[]> record, Feedback feedback, Optional<KeptReview> review, long received)
            throws RejectedException {
        byte[] key = LabelledKey.of(feedback).bytes();
        byte[] value = feedback.getWithdrawn() ? null : serialize(record, row(feedback, review, received));
        long size = RecordSize.of(key, value, record.headers());
        if (size > maxBytes.getAsInt()) {
            throw new RejectedException(
                    Reason.RESULT_TOO_LARGE,
                    "the labelled review takes " + size + " bytes, and " + topic + " takes " + maxBytes.getAsInt()
                            + "; raise its max.message.bytes, or send a shorter text");
        }
        return record.withKey(key).withValue(value);
    }

    /** Where a review comes from, as its feedback says, or else as the review does. */
    static Optional<String> source(Feedback feedback, Optional<KeptReview> review) {
        return Optional.ofNullable(feedback.getSource()).or(() -> review.flatMap(KeptReview::source));
    }

    /** Whether a text says nothing. */
    static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static LabelledReview row(Feedback feedback, Optional<KeptReview> review, long received)
            throws RejectedException {
        Optional<Result> result = review.map(KeptReview::result);
        return LabelledReview.newBuilder()
                .setReviewId(feedback.getReviewId())
                .setText(text(feedback, review))
                .setLabel(feedback.getLabel().strip())
                .setAnnotator(feedback.getAnnotator())
                .setSource(source(feedback, review).orElse(null))
                .setPredictedLabel(result.map(Result::label).orElse(null))
                .setModelVersion(result.map(Result::modelVersion).orElse(null))
                .setLabelledAt(feedback.getAt())
                .setReceivedAt(Instant.ofEpochMilli(received))
                .build();
    }

    private static String text(Feedback feedback, Optional<KeptReview> review) throws RejectedException {
        if (!blank(feedback.getText())) {
            return feedback.getText();
        }
        return review.map(KeptReview::text)
                .map(ByReview.Text::text)
                .orElseThrow(() -> new RejectedException(
                        Reason.RESULT_TOO_LARGE,
                        "the feedback has no text, and is too large to be taken to its review; send it with less in its"
                                + " headers and key"));
    }

    private byte[] serialize(Record<byte[], byte[]> record, LabelledReview row) {
        try {
            return serializer.serialize(topic, record.headers(), row);
        } catch (KafkaException e) {
            throw new UnavailableException("the schema registry does not take the schema of " + topic + ": " + e, e);
        }
    }
}
