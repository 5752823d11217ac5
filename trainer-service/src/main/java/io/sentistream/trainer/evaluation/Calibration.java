package io.sentistream.trainer.evaluation;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A temperature that the logits are divided by, so that scores mean what they say (Guo et al., "On Calibration of Modern
 * Neural Networks", 2017). It changes no answer, for two labels and for more.
 *
 * @param temperature above 1 where the network was too sure of itself
 */
public record Calibration(double temperature) {
    /** With fewer rows, chance decides more than the network. */
    private static final int FEWEST_ROWS = 500;

    private static final double LOWEST = 0.1;
    private static final double HIGHEST = 10;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double PRECISION = 1e-4;

    /** The temperature of the least cross-entropy on rows that weren't trained on; 1 where they are fewer than 500. */
    public static Calibration fit(List<Classification> answers, List<Example> examples) {
        if (examples.size() < FEWEST_ROWS) {
            return new Calibration(1);
        }
        // Golden-section search over the inverse of the temperature, in which the cross-entropy is convex.
        double low = 1 / HIGHEST;
        double high = 1 / LOWEST;
        while (high - low > PRECISION) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(1 / left, answers, examples) < loss(1 / right, answers, examples)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Calibration(2 / (low + high));
    }

    private static double loss(double temperature, List<Classification> answers, List<Example> examples) {
        return Evaluation.of(new Calibration(temperature).applied(answers), examples)
                .loss();
    }

    /** The answers with the scores that they have at this temperature. */
    public List<Classification> applied(List<Classification> answers) {
        return answers.stream().map(this::applied).toList();
    }

    private Classification applied(Classification answer) {
        double[] powers = answer.scores().stream()
                .mapToDouble(score -> Math.pow(score / answer.score(), 1 / temperature))
                .toArray();
        double total = Arrays.stream(powers).sum();
        List<Double> scores =
                Arrays.stream(powers).mapToObj(power -> power / total).toList();
        return new Classification(
                answer.label(), 1 / total, scores, answer.truncated(), answer.windows(), answer.features());
    }

    /** The checkpoint with the temperature folded into its classifier's weights, so that everyone's scores agree. */
    public Checkpoint folded(Checkpoint checkpoint) {
        Map<String, Tensor> weights = new LinkedHashMap<>(checkpoint.weights());
        weights.replaceAll((name, tensor) -> name.startsWith("classifier.") ? divided(tensor) : tensor);
        return checkpoint.withWeights(weights);
    }

    private Tensor divided(Tensor tensor) {
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / temperature);
        }
        return Tensor.of(values, tensor.shape().toArray(Integer[]::new));
    }
}
