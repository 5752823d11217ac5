package io.sentistream.trainer.retraining;

import io.sentistream.schemas.ModelVersion;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What came of the long work; it is announced, and the offsets committed, in one transaction. */
public sealed interface Outcome {
    /** Up to where the feedback was learned from. */
    Map<TopicPartition, Long> offsets();

    /** A checkpoint in the store, with the verdict that the gate gives it. */
    record Candidate(ModelVersion version, Map<TopicPartition, Long> offsets) implements Outcome {}

    /** No row could be learned from. */
    record Nothing(String reason, Map<TopicPartition, Long> offsets) implements Outcome {}

    /** Something went wrong; the feedback is as new as it was. */
    record Failed(ModelVersion version) implements Outcome {
        @Override
        public Map<TopicPartition, Long> offsets() {
            return Map.of();
        }
    }
}
