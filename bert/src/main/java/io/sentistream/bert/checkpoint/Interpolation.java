package io.sentistream.bert.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Between a network and what it became by fine-tuning, networks are nearly as good on the new domain and better on the old
 * (Wortsman et al., "Robust Fine-Tuning of Zero-Shot Models", 2022).
 */
public final class Interpolation {
    private Interpolation() {}

    /**
     * The network that lies a part of the way from one to the other.
     *
     * @param from where a part of 0 is
     * @param to where a part of 1 is: a network of the same shape; what is not weights is taken from it
     * @throws CheckpointException if they are not of the same shape
     */
    public static Checkpoint between(Checkpoint from, Checkpoint to, double part) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        to.weights().forEach((name, end) -> {
            Tensor start = from.weights().get(name);
            if (start == null || !start.shape().equals(end.shape())) {
                throw new CheckpointException(
                        "There is nothing between two networks of other shapes: " + name + " is " + end.shape()
                                + " in one and " + (start == null ? "missing" : start.shape()) + " in the other.");
            }
            // What did not change stays as it is, to the bit.
            weights.put(name, start.equals(end) ? start : between(start.toFloats(), end, (float) part));
        });
        return to.withWeights(weights);
    }

    private static Tensor between(float[] start, Tensor end, float part) {
        float[] values = end.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = start[i] + part * (values[i] - start[i]);
        }
        return Tensor.of(values, end.shape().toArray(Integer[]::new));
    }
}
