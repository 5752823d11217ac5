package io.sentistream.trainer.replay;

import org.apache.kafka.common.TopicPartition;

/**
 * The last label of a text by an annotator.
 *
 * @param key its key on {@code labelled}
 * @param text the text
 * @param label the label as the feedback gave it
 * @param partition of {@code labelled} where it stands
 * @param offset where it stands in the partition
 */
public record FeedbackRow(String key, String text, String label, TopicPartition partition, long offset) {
    /** Where it stands, for people. */
    @Override
    public String toString() {
        return partition + " at " + offset;
    }
}
