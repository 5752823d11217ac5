package io.sentistream.trainer.drift;

import io.sentistream.schemas.Drifting;
import java.util.List;
import java.util.Optional;

/**
 * Notices that people find a model wrong more often than before: Page's sum (Page, "Continuous inspection schemes", 1954;
 * with an estimated mean, the test of Page and Hinkley) of the log likelihood ratio between twice the odds of an error and
 * the odds so far. Where these are known, on average at least {@code falseAlarmEvery} labels go by before a false alarm
 * (Lorden, 1971); so that they are not guessed too low from a few labels, a standard error is added. Used by one thread.
 */
public final class AccuracyDetector {
    private static final double ODDS = 2;

    /** Before that nothing is known of how often it is wrong. */
    private static final int LEAST = 30;

    private static final double MOST_ERRORS = 0.95;

    private final double threshold;
    private long seen;
    private long wrong;
    private double sum;
    private int recent;
    private int recentWrong;

    /** A detector at the beginning of a model's labels. */
    public AccuracyDetector(int falseAlarmEvery) {
        threshold = Math.log(falseAlarmEvery);
    }

    /** Takes a label; tells a change that is noticed with it, and begins anew. */
    public Optional<Change> add(boolean right) {
        if (seen >= LEAST) {
            compare(right);
        }
        seen++;
        wrong += right ? 0 : 1;
        if (sum <= threshold) {
            return Optional.empty();
        }
        Change change = change();
        seen = recent;
        wrong = recentWrong;
        clear();
        return Optional.of(change);
    }

    private void compare(boolean right) {
        double errors = (wrong + 1.0) / (seen + 2);
        double known = Math.min(MOST_ERRORS, errors + Math.sqrt(errors * (1 - errors) / seen));
        double worse = ODDS * known / (1 - known + ODDS * known);
        sum += right ? Math.log((1 - worse) / (1 - known)) : Math.log(worse / known);
        recent++;
        recentWrong += right ? 0 : 1;
        if (sum <= 0) {
            clear();
        }
    }

    private void clear() {
        sum = 0;
        recent = 0;
        recentWrong = 0;
    }

    private Change change() {
        long earlier = seen - recent;
        return new Change(
                Drifting.ACCURACY,
                "Page-Hinkley",
                seen,
                new Change.Part(recent, 1 - (double) recentWrong / recent, List.of()),
                new Change.Part((int) earlier, 1 - (double) (wrong - recentWrong) / Math.max(1, earlier), List.of()),
                true,
                sum,
                threshold);
    }
}
