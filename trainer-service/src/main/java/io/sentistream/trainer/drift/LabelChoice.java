package io.sentistream.trainer.drift;

import io.sentistream.bert.inference.Embedded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Chooses the texts whose labels would teach a model most: those of which it is uncertain and that differ from one another.
 * Each text stands for the gradient that the last layer would get if the model's own label were right, which is long where
 * the model is uncertain, and is drawn with a probability that grows with the square of its distance from those drawn
 * before, and from no gradient at all, so that no text is drawn of which the model is sure (after BADGE: Ash et al., "Deep batch active learning by diverse, uncertain gradient lower bounds", 2020; drawn as by
 * k-means++: Arthur and Vassilvitskii, 2007).
 */
public final class LabelChoice {
    private final double[][] errors;
    private final double[][] vectors;

    private LabelChoice(List<Embedded> texts) {
        errors = texts.stream().map(LabelChoice::errors).toArray(double[][]::new);
        vectors = centred(texts);
    }

    /**
     * The places of the chosen texts in the list, the most useful first; all of them where there are not more.
     *
     * @param texts each once
     * @param seed the same gives the same choice
     */
    public static List<Integer> of(List<Embedded> texts, int count, long seed) {
        return texts.isEmpty() ? List.of() : new LabelChoice(texts).choose(count, new Random(seed));
    }

    private List<Integer> choose(int count, Random random) {
        double[] distances = new double[errors.length];
        int next = 0;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = product(i, i);
            next = distances[i] > distances[next] ? i : next;
        }
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(count, distances.length)) {
            chosen.add(next);
            for (int i = 0; i < distances.length; i++) {
                double distance = product(i, i) + product(next, next) - 2 * product(i, next);
                distances[i] = Math.min(distances[i], Math.max(0, distance));
            }
            chosen.forEach(done -> distances[done] = 0);
            next = drawn(distances, chosen, random);
        }
        return chosen;
    }

    private static int drawn(double[] weights, List<Integer> chosen, Random random) {
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (!chosen.contains(i)) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** The inner product of two gradients: each is the outer product of the errors and the vector. */
    private double product(int one, int other) {
        return dot(errors[one], errors[other]) * dot(vectors[one], vectors[other]);
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** What the gradient of the cross-entropy is in the logits, were the model's own label right. */
    private static double[] errors(Embedded text) {
        double[] errors = text.classification().scores().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        int best = 0;
        for (int i = 0; i < errors.length; i++) {
            best = errors[i] > errors[best] ? i : best;
        }
        errors[best] -= 1;
        return errors;
    }

    /** The vectors of [CLS] less their mean, with the 1 of the bias: what all have in common tells none from another. */
    private static double[][] centred(List<Embedded> texts) {
        int hidden = texts.get(0).cls().length;
        double[] mean = new double[hidden];
        for (Embedded text : texts) {
            for (int i = 0; i < hidden; i++) {
                mean[i] += text.cls()[i] / texts.size();
            }
        }
        return texts.stream()
                .map(text -> {
                    double[] vector = new double[hidden + 1];
                    for (int i = 0; i < hidden; i++) {
                        vector[i] = text.cls()[i] - mean[i];
                    }
                    vector[hidden] = 1;
                    return vector;
                })
                .toArray(double[][]::new);
    }
}
