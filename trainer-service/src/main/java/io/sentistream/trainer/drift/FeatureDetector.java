package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.schemas.Drifting;
import java.util.Optional;

/**
 * Compares the last values of a feature with a baseline, a short window of them often and a long one now and then: the
 * short one notices a great change soon, the long one a small change at all. Each comparison is a test by Kolmogorov and
 * Smirnov at a level that is spent evenly over time, so that the expected number of false alarms in any stretch of the
 * stream is bounded by its length. Without a baseline the next {@value #LONG} values become it. Used by one thread.
 */
final class FeatureDetector {
    /** How many values are compared at a time. */
    static final int SHORT = 100;

    static final int LONG = 1_000;

    private final Feature feature;
    private final double alarmsPerValue;
    private final double[] last = new double[LONG];
    private long seen;
    private long since;
    private Optional<Sample> baseline;
    private final boolean baselineOfModel;

    /**
     * A detector at the beginning of a stream.
     *
     * @param baseline what to compare with, if that is known
     * @param alarmsPerValue how many false alarms are to be expected of this feature for each value
     */
    FeatureDetector(Feature feature, Optional<Sample> baseline, double alarmsPerValue) {
        this.feature = feature;
        this.baseline = baseline;
        this.alarmsPerValue = alarmsPerValue;
        baselineOfModel = baseline.isPresent();
    }

    /** Takes a value; tells a change that is noticed with it. */
    Optional<Change> add(double value) {
        last[(int) (seen % LONG)] = value;
        seen++;
        since++;
        if (baseline.isEmpty()) {
            if (since == LONG) {
                baseline = Optional.of(lastValues(LONG));
                since = 0;
            }
            return Optional.empty();
        }
        Optional<Change> change = since % SHORT == 0 ? compare(SHORT) : Optional.empty();
        return change.isEmpty() && since % LONG == 0 ? compare(LONG) : change;
    }

    /** Whether there is something to compare with. */
    boolean isComparing() {
        return baseline.isPresent();
    }

    private Optional<Change> compare(int window) {
        Sample recent = lastValues(window);
        Sample reference = baseline.orElseThrow();
        double statistic = recent.distanceTo(reference);
        double threshold = recent.threshold(reference, window * alarmsPerValue / 2);
        if (statistic <= threshold) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                Drifting.valueOf(feature.name()),
                "Kolmogorov-Smirnov, windows of " + window,
                seen,
                Change.Part.of(recent),
                Change.Part.of(reference),
                !baselineOfModel,
                statistic,
                threshold));
    }

    private Sample lastValues(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = last[(int) ((seen - count + i) % LONG)];
        }
        return Sample.of(values);
    }
}
