package io.sentistream.trainer.gate;

import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a difference of paired proportions (Tango, "Equivalence test and confidence interval for the
 * difference in proportions for the paired-sample design", Statistics in Medicine 17, 1998): all differences that the score
 * test does not reject. Unlike Wald's it is not of width 0 where the two models answer alike, so that a few rows on which
 * nothing changed prove little.
 *
 * @param rows all rows
 * @param gained rows that the candidate alone gets right
 * @param lost rows that the serving model alone gets right
 */
record ScoreInterval(int rows, int gained, int lost) {
    /** The limits are as exact as this, in accuracy. */
    private static final double PRECISION = 1e-9;

    private static final BrentSolver SOLVER = new BrentSolver(1e-14, PRECISION, 1e-15);

    static ScoreInterval of(Paired paired) {
        return new ScoreInterval(paired.rows(), paired.gained(), paired.lost());
    }

    /**
     * The lower limit of the difference, candidate less serving, -1 to 1; -1 where there are no rows.
     *
     * @param level how often the difference may truly lie below it, above 0 and at most 0.5
     */
    double lower(double level) {
        if (lost == rows) {
            return -1;
        }
        double z = quantile(level);
        double highest = (double) (gained - lost) / rows - PRECISION;
        return excess(highest, z) >= 0 ? highest : SOLVER.findRoot(tried -> excess(tried, z), -1, highest);
    }

    /** The upper limit, likewise; 1 where there are no rows. */
    double upper(double level) {
        return -new ScoreInterval(rows, /* gained= */ lost, /* lost= */ gained).lower(level);
    }

    /** With fewer rows the lower limit at this level is never above {@code -margin}, though no answer changed. */
    static int fewestRows(double margin, double level) {
        double square = quantile(level) * quantile(level);
        return (int) Math.floor(square * (1 / margin - 1)) + 1;
    }

    /** What the score has above z where the difference truly is this: the score's numerator less z standard errors. */
    private double excess(double difference, double z) {
        double a = 2.0 * rows;
        double b = (2.0 * rows - gained + lost) * difference - gained - lost;
        double c = -lost * difference * (1 - difference);
        double lostShare = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
        double variance = rows * (2 * lostShare + difference * (1 - difference));
        return gained - lost - rows * difference - z * Math.sqrt(Math.max(0, variance));
    }

    private static double quantile(double level) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability(level);
    }
}
