package io.sentistream.quickstart.forgetting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much was forgotten, over all held-out rows of all domains, each as the mean over the seeds. The interval says what other
 * rows might give: seeds share the rows, and so a row counts once.
 *
 * @param mean the mean over the rows, in accuracy
 * @param half half the width of its 95 % interval
 */
record Fall(double mean, double half) {
    private static final double Z = 1.959963984540054;

    /** Of courses of the same rows, one for each seed. */
    static Fall of(List<Course> courses) {
        return of(rows(courses));
    }

    /** How much more one way of learning forgets than another, row by row. */
    static Fall difference(List<Course> some, List<Course> others) {
        double[] these = rows(some);
        double[] those = rows(others);
        for (int row = 0; row < these.length; row++) {
            these[row] -= those[row];
        }
        return of(these);
    }

    private static double[] rows(List<Course> courses) {
        List<Double> rows = new ArrayList<>();
        for (String domain : courses.get(0).last().right().keySet()) {
            List<int[]> falls =
                    courses.stream().map(course -> course.falls(domain)).toList();
            for (int row = 0; row < falls.get(0).length; row++) {
                int at = row;
                rows.add(falls.stream().mapToInt(fall -> fall[at]).average().orElseThrow());
            }
        }
        return rows.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Fall of(double[] rows) {
        double sum = 0;
        double squares = 0;
        for (double row : rows) {
            sum += row;
            squares += row * row;
        }
        double mean = sum / rows.length;
        double variance = (squares - rows.length * mean * mean) / (rows.length - 1);
        return new Fall(mean, Z * Math.sqrt(Math.max(0, variance) / rows.length));
    }

    /** In points, for people. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", 100 * mean, 100 * (mean - half), 100 * (mean + half));
    }
}
