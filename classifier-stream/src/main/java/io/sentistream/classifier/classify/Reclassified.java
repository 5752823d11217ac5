package io.sentistream.classifier.classify;

import io.sentistream.classifier.input.Rejection;
import io.sentistream.classifier.input.Rejection.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a {@link Reclassifier} is.
 *
 * @param records how many records lie between where it began and where it ends, those of other times among them
 * @param left how many of them are still to be read
 * @param classified how many have a result
 * @param rejected how many have none, by the reason
 * @param firstRejected where the first of these lies, and what is wrong with it
 */
public record Reclassified(
        long records, long left, long classified, Map<Reason, Integer> rejected, Optional<String> firstRejected) {
    public Reclassified {
        rejected = Map.copyOf(rejected);
    }

    static Reclassified none(long records) {
        return new Reclassified(records, records, 0, Map.of(), Optional.empty());
    }

    Reclassified withLeft(long now) {
        return new Reclassified(records, now, classified, rejected, firstRejected);
    }

    Reclassified withClassified() {
        return new Reclassified(records, left, classified + 1, rejected, firstRejected);
    }

    Reclassified withRejected(String position, Rejection why) {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        counts.putAll(rejected);
        counts.merge(why.reason(), 1, Integer::sum);
        return new Reclassified(
                records,
                left,
                classified,
                counts,
                firstRejected.or(() -> Optional.of(position + ": " + why.message())));
    }
}
