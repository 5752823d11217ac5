package io.sentistream.bert.inference;

import io.sentistream.bert.tokenizer.EncodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Classifies encoded texts by any function that gives logits: cuts their windows into batches of similar length, averages
 * the logits of a text's windows, and turns them into probabilities.
 */
public final class BatchClassification {
    private final List<String> labels;
    private final int batchTokens;
    private final Function<List<int[]>, float[][]> logits;

    /**
     * @param labels the names of the classes, by index
     * @param batchTokens the budget of a batch: rows times the longest row; a longer window runs alone
     * @param logits gives the logits [rows][labels] of rows of token ids
     */
    public BatchClassification(List<String> labels, int batchTokens, Function<List<int[]>, float[][]> logits) {
        this.labels = List.copyOf(labels);
        this.batchTokens = batchTokens;
        this.logits = logits;
    }

    /**
     * The classifications in the order of the texts.
     *
     * @throws IllegalStateException if a result is not finite
     */
    public List<Classification> classify(List<EncodedText> texts) {
        double[][] sums = new double[texts.size()][labels.size()];
        for (List<Window> batch : batches(texts)) {
            float[][] rows = logits.apply(batch.stream().map(Window::ids).toList());
            for (int row = 0; row < rows.length; row++) {
                double[] sum = sums[batch.get(row).text()];
                for (int label = 0; label < sum.length; label++) {
                    sum[label] += rows[row][label];
                }
            }
        }
        List<Classification> results = new ArrayList<>(texts.size());
        for (int text = 0; text < sums.length; text++) {
            results.add(classification(texts.get(text), sums[text]));
        }
        return results;
    }

    /** The windows of all texts, shortest first, in batches under the budget. */
    private List<List<Window>> batches(List<EncodedText> texts) {
        List<Window> windows = new ArrayList<>();
        for (int text = 0; text < texts.size(); text++) {
            for (int i = 0; i < texts.get(text).windows().size(); i++) {
                windows.add(new Window(text, texts.get(text), i));
            }
        }
        windows.sort(Comparator.comparingInt(Window::length));
        List<List<Window>> batches = new ArrayList<>();
        List<Window> batch = new ArrayList<>();
        for (Window window : windows) {
            if (!batch.isEmpty() && (batch.size() + 1L) * window.length() > batchTokens) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(window);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /** Window {@code index} of the text with the number {@code text}. */
    private record Window(int text, EncodedText encoded, int index) {
        int[] ids() {
            return encoded.windows().get(index);
        }

        int length() {
            return ids().length;
        }
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
        return new Classification(labels.get(best), scores.get(best), scores, text.truncated(), windows);
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
