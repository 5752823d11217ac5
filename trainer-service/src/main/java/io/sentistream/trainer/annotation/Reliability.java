package io.sentistream.trainer.annotation;

/**
 * How often an annotator is right, as the mean over the labels, so that who always says the frequent one is none the better.
 *
 * @param right the estimate
 * @param atMost with 95 % certainty no more
 * @param texts how many texts tell, those of few doubts
 */
record Reliability(double right, double atMost, long texts) {
    /** The upper 5 % point of the normal distribution, by which that of a mean of beta distributions is approximated. */
    private static final double CERTAIN = 1.645;

    /** What an annotator's answers (second index) to texts of known labels (first) say; few of them leave much open. */
    static Reliability of(double[][] evidence, DawidSkene model) {
        double right = 0;
        double variance = 0;
        double texts = 0;
        for (int label = 0; label < evidence.length; label++) {
            double answers = 0;
            for (double count : evidence[label]) {
                answers += count;
            }
            double counts = answers + DawidSkene.AVERAGE_COUNTS;
            double mean = (evidence[label][label] + DawidSkene.AVERAGE_COUNTS * model.averageRight()) / counts;
            right += mean / evidence.length;
            variance += mean * (1 - mean) / (counts + 1) / evidence.length / evidence.length;
            texts += answers;
        }
        return new Reliability(right, right + CERTAIN * Math.sqrt(variance), Math.round(texts));
    }

    /** Whether it is shown to be nearer to chance than this part of the way from chance to always right. */
    boolean isBelow(double part, int labels) {
        double chance = 1.0 / labels;
        return atMost < chance + part * (1 - chance);
    }
}
