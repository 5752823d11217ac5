package io.sentistream.console.board;

/**
 * How often people found a version right, over all sources and days.
 *
 * @param labels how many labels met its results
 * @param right how many of them were its own
 * @param low where the 95 % interval of the part that is right begins
 * @param high where it ends
 */
record AccuracyView(String version, long labels, long right, double low, double high) {
    private static final double Z = 1.959963984540054;

    /** With the interval of Wilson, "Probable inference, the law of succession", 1927. */
    static AccuracyView of(String version, long labels, long right) {
        double p = (double) right / labels;
        double square = Z * Z / labels;
        double middle = (p + square / 2) / (1 + square);
        double half = Z * Math.sqrt(p * (1 - p) / labels + square / (4 * labels)) / (1 + square);
        return new AccuracyView(version, labels, right, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
