package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.input.RawRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The last answers of the model, for records that are read again because their transaction was aborted.
 *
 * <p>Streams processes a number of records of each partition before it looks whether to commit, and learns that number
 * while records are fast. Where a run of long texts follows, their transaction can outlast any timeout. It is aborted then
 * and the run is read again, but what has an answer needs no second one, and so the run comes to its end. Safe for use by
 * several threads.
 */
final class RecentAnswers {
    /** More than Streams processes between two looks: about a hundred of each partition where a record takes 10 µs. */
    private static final int MOST = 16_384;

    private final Map<Position, Answer> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, Answer> eldest) {
            return size() > MOST;
        }
    };

    private record Position(TopicPartition partition, long offset) {}

    /** The hash tells a record from another at its place, in a topic that was deleted and made anew. */
    private record Answer(int valueHash, String modelVersion, Classification classification) {}

    /** Keeps the answer to a record. */
    synchronized void add(RawRecord raw, Classified classified) {
        answers.put(
                position(raw),
                new Answer(Arrays.hashCode(raw.value()), classified.modelVersion(), classified.classification()));
    }

    /** What this version of the model said of the record, if that is kept. */
    synchronized Optional<Classification> of(RawRecord raw, String modelVersion) {
        return Optional.ofNullable(answers.get(position(raw)))
                .filter(answer -> answer.valueHash() == Arrays.hashCode(raw.value())
                        && answer.modelVersion().equals(modelVersion))
                .map(Answer::classification);
    }

    private static Position position(RawRecord raw) {
        return new Position(raw.partition(), raw.offset());
    }
}
