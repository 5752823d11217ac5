package io.sentistream.bert.training;

import java.util.List;

/**
 * What a teacher says of the rows of a batch (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network",
 * 2015). With it, a row's loss is {@code 1 - weight} times the cross-entropy with its label, plus {@code weight} times the
 * divergence of its softmax at the temperature from the teacher's, times the square of the temperature.
 *
 * @param logits the teacher's logits of each row, a logit for each label
 * @param weight the teacher's part of the loss, above 0 and at most 1
 * @param temperature what logits are divided by, above 0
 */
public record SoftTargets(List<float[]> logits, double weight, double temperature) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    public SoftTargets {
        logits = List.copyOf(logits);
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "the teacher's weight is " + weight + " but must be above 0 and at most 1");
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException(
                    "the temperature is " + temperature + " but must be above 0; 2 is usual");
        }
    }
}
