package io.sentistream.classifier.label;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sentistream.classifier.input.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What travels under a review's id to the task that keeps the review: its text, its results, or feedback on it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ByReview.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ByReview.Result.class, name = "result"),
    @JsonSubTypes.Type(value = ByReview.Shadowed.class, name = "shadow"),
    @JsonSubTypes.Type(value = ByReview.Given.class, name = "feedback")
})
sealed interface ByReview {
    /** What a review says, and where it comes from, if that is known. */
    record Text(String text, String source) implements ByReview {}

    /**
     * What a model said of a review.
     *
     * @param label the label with the highest score
     * @param labels all labels that the model knows
     */
    record Result(String label, List<String> labels, String modelVersion, String source) implements ByReview {}

    /** What the candidate in the shadow said of a review. */
    record Shadowed(Result result) implements ByReview {}

    /**
     * Feedback as it came, for it may have to wait, or to become a dead letter.
     *
     * @param since when it came here, in milliseconds
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    record Given(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte[] key,
            byte[] value,
            List<HeaderBytes> headers,
            long since)
            implements ByReview, RecordMetadata {
        static Given of(Record<byte[], byte[]> record, RecordMetadata at, long since) {
            List<HeaderBytes> headers = new ArrayList<>();
            record.headers().forEach(header -> headers.add(new HeaderBytes(header.key(), header.value())));
            return new Given(
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    headers,
                    since);
        }

        /** The record as it came. */
        Record<byte[], byte[]> record() {
            Headers all = new RecordHeaders();
            headers.forEach(header -> all.add(header.name(), header.value()));
            return new Record<>(key, value, timestamp, all);
        }

        /** The record's bytes, and where they lie. */
        RawRecord raw() {
            Record<byte[], byte[]> record = record();
            return new RawRecord(new TopicPartition(topic, partition), offset, key, value, record.headers());
        }
    }

    /** A header of a record. */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    record HeaderBytes(String name, byte[] value) {}
}
