package io.sentistream.trainer.retraining;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.trainer.annotation.Sifting;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What came of the long work; it is announced, and the offsets committed, in one transaction. */
public sealed interface Outcome {
    /** Up to where the feedback was learned from. */
    Map<TopicPartition, Long> offsets();

    /** What became of the labels; empty where none were looked at, and the quarantine is as it was. */
    default Optional<Sifting> sifting() {
        return Optional.empty();
    }

    /** A checkpoint in the store, with the verdict that the gate gives it. */
    record Candidate(ModelVersion version, Map<TopicPartition, Long> offsets, Optional<Sifting> sifting)
            implements Outcome {}

    /** No row could be learned from. */
    record Nothing(String reason, Map<TopicPartition, Long> offsets, Optional<Sifting> sifting) implements Outcome {}

    /** Something went wrong; the feedback is as new as it was. */
    record Failed(ModelVersion version) implements Outcome {
        @Override
        public Map<TopicPartition, Long> offsets() {
            return Map.of();
        }
    }
}
