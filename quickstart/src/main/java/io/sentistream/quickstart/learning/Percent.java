package io.sentistream.quickstart.learning;

import io.sentistream.trainer.evaluation.Evaluation;
import java.util.Locale;

/** Parts of rows in percent, for tables. */
public final class Percent {
    private Percent() {}

    /** A mean, and Wilson's interval of as many rows: it says what other rows might give, not what other seeds might. */
    public static String of(double mean, int rows) {
        Evaluation.Interval interval = new Evaluation((int) Math.round(mean * rows), rows, 0, 0).interval();
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * mean, 100 * interval.low(), 100 * interval.high());
    }
}
