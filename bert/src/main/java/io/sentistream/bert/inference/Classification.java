package io.sentistream.bert.inference;

import java.util.List;

/**
 * What the model says of a text.
 *
 * @param label the label with the highest score
 * @param score the probability of that label
 * @param scores the probability of each label, in the order of {@link TextClassifier#labels()}; they add up to 1
 * @param truncated whether a part of the text was not read
 * @param windows in how many windows the text was read
 * @param features what else is known of the text
 */
public record Classification(
        String label, double score, List<Double> scores, boolean truncated, int windows, TextFeatures features) {
    public Classification {
        scores = List.copyOf(scores);
    }

    /** An answer to a text of which nothing else is known. */
    public Classification(String label, double score, List<Double> scores, boolean truncated, int windows) {
        this(label, score, scores, truncated, windows, TextFeatures.NONE);
    }

    /** The same with other features. */
    Classification with(TextFeatures other) {
        return new Classification(label, score, scores, truncated, windows, other);
    }

    /** Logits of each label that lead to these scores: their logarithms, whose softmax they are. */
    public float[] logits() {
        float[] logits = new float[scores.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(Math.max(scores.get(i), Double.MIN_NORMAL));
        }
        return logits;
    }
}
