package io.sentistream.trainer.drift;

import java.util.Arrays;
import java.util.List;

/**
 * Values of a feature.
 *
 * @param rows of how many texts
 * @param sorted their values, or quantiles of them, rising
 */
record Sample(int rows, List<Double> sorted) {
    private static final List<Double> QUARTILES = List.of(0.25, 0.5, 0.75);

    Sample {
        sorted = List.copyOf(sorted);
    }

    /** The sample of all these values. */
    static Sample of(double[] values) {
        return new Sample(values.length, Arrays.stream(values).sorted().boxed().toList());
    }

    double mean() {
        return sorted.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** A quarter, the half and three quarters of the values are no higher. */
    List<Double> quartiles() {
        return QUARTILES.stream()
                .map(part -> sorted.get((int) (part * (sorted.size() - 1))))
                .toList();
    }

    /** The greatest distance between the two distribution functions, from 0 to 1 (Kolmogorov and Smirnov's statistic). */
    double distanceTo(Sample other) {
        double greatest = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < sorted.size() && theirs < other.sorted.size()) {
            double value = Math.min(sorted.get(mine), other.sorted.get(theirs));
            while (mine < sorted.size() && sorted.get(mine) <= value) {
                mine++;
            }
            while (theirs < other.sorted.size() && other.sorted.get(theirs) <= value) {
                theirs++;
            }
            double distance = Math.abs((double) mine / sorted.size() - (double) theirs / other.sorted.size());
            greatest = Math.max(greatest, distance);
        }
        return greatest;
    }

    /**
     * The distance that two samples of one distribution exceed no more often than this: from the tail of Kolmogorov's
     * distribution, {@code 2 exp(-2 x²)}; values that occur several times make it rarer.
     */
    double threshold(Sample other, double probability) {
        double tail = Math.sqrt(-Math.log(probability / 2) / 2);
        return tail * Math.sqrt(1.0 / rows + 1.0 / other.rows);
    }
}
