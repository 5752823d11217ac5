package io.sentistream.trainer.replay;

import io.sentistream.schemas.LabelledReview;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The last label of a text by an annotator.
 *
 * @param key its key on the topic of labelled reviews
 * @param text the text
 * @param label the label as the feedback gave it
 * @param annotator who gave it
 * @param source where the review comes from, if anybody said
 * @param labelledAt when the label came, by our clock; when it was given, by the annotator's, in rows that don't tell
 * @param partition of that topic where it stands
 * @param offset where it stands in the partition
 */
public record FeedbackRow(
        String key,
        String text,
        String label,
        String annotator,
        Optional<String> source,
        Instant labelledAt,
        TopicPartition partition,
        long offset) {
    /** The row that stands there. */
    public static FeedbackRow of(String key, LabelledReview review, TopicPartition partition, long offset) {
        return new FeedbackRow(
                key,
                review.getText(),
                review.getLabel(),
                review.getAnnotator(),
                Optional.ofNullable(review.getSource()),
                review.getReceivedAt() == null ? review.getLabelledAt() : review.getReceivedAt(),
                partition,
                offset);
    }

    /** Where it stands, for people. */
    @Override
    public String toString() {
        return partition + " at " + offset;
    }
}
