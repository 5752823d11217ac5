package io.sentistream.trainer.evaluation;

/** The cross-entropy of choices by their logits, and the choice of the highest. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /** The cross-entropy in nats of one of the {@code count} choices whose logits begin at {@code from}. */
    public static double of(float[] logits, int from, int count, int label) {
        double highest = logits[from + best(logits, from, count)];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(logits[from + i] - highest);
        }
        return Math.log(sum) - (logits[from + label] - highest);
    }

    /** The first choice of the highest logit, counted from {@code from}. */
    public static int best(float[] logits, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = logits[from + i] > logits[from + best] ? i : best;
        }
        return best;
    }
}
