package io.sentistream.bert.inference;

import io.sentistream.bert.tokenizer.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Classifies encoded texts by any function that gives logits: cuts their windows into batches of similar length, averages
 * the results of a text's windows, and turns logits into probabilities.
 */
public final class BatchClassification {
    private final List<String> labels;
    private final BatchBudget budget;
    private final Function<List<int[]>, float[][]> logits;

    /**
     * @param labels the names of the classes, by index
     * @param budget what the batches may be like
     * @param logits gives the logits of rows of token ids, and after them their vectors of [CLS] or nothing:
     *     [rows][labels + hidden]
     */
    public BatchClassification(List<String> labels, BatchBudget budget, Function<List<int[]>, float[][]> logits) {
        this.labels = List.copyOf(labels);
        this.budget = budget;
        this.logits = logits;
    }

    /** The classifications in the order of the texts, else as {@link #embed}. */
    public List<Classification> classify(List<EncodedText> texts) {
        return embed(texts).stream().map(Embedded::classification).toList();
    }

    /**
     * The classifications with the vectors of [CLS], in the order of the texts.
     *
     * @throws IllegalStateException if a result is not finite
     */
    public List<Embedded> embed(List<EncodedText> texts) {
        List<int[]> windows =
                texts.stream().flatMap(text -> text.windows().stream()).toList();
        float[][] rows = new Batches<int[]>(budget, ids -> ids.length, logits).logits(windows);
        double[][] sums = new double[texts.size()][rows.length == 0 ? 0 : rows[0].length];
        int row = 0;
        for (int text = 0; text < sums.length; text++) {
            for (int i = 0; i < texts.get(text).windows().size(); i++, row++) {
                for (int at = 0; at < sums[text].length; at++) {
                    sums[text][at] += rows[row][at];
                }
            }
        }
        List<Embedded> results = new ArrayList<>(texts.size());
        for (int text = 0; text < sums.length; text++) {
            EncodedText encoded = texts.get(text);
            double[] logits = Arrays.copyOf(sums[text], labels.size());
            results.add(new Embedded(
                    classification(encoded, logits),
                    cls(sums[text], encoded.windows().size())));
        }
        return results;
    }

    private float[] cls(double[] sum, int windows) {
        float[] cls = new float[sum.length - labels.size()];
        for (int i = 0; i < cls.length; i++) {
            cls[i] = (float) (sum[labels.size() + i] / windows);
        }
        return cls;
    }

    private Classification classification(EncodedText text, double[] sum) {
        int windows = text.windows().size();
        int best = 0;
        for (int label = 0; label < sum.length; label++) {
            sum[label] /= windows;
            if (!Double.isFinite(sum[label])) {
                throw new IllegalStateException("the network's result is not finite: " + sum[label] + " for label '"
                        + labels.get(label) + "'; its weights are damaged or too large for the precision");
            }
            best = sum[label] > sum[best] ? label : best;
        }
        List<Double> scores = softmax(sum, sum[best]);
        return new Classification(
                labels.get(best), scores.get(best), scores, text.truncated(), windows, features(text));
    }

    private static TextFeatures features(EncodedText text) {
        double unknownRate = (double) text.unknown() / Math.max(1, text.pieces());
        return new TextFeatures(text.pieces(), unknownRate, OptionalDouble.empty());
    }

    private static List<Double> softmax(double[] logits, double max) {
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - max);
        }
        List<Double> scores = new ArrayList<>(logits.length);
        for (double logit : logits) {
            scores.add(Math.exp(logit - max) / total);
        }
        return scores;
    }
}
