package io.sentistream.bert.training;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019), what is trained, and on which loss.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decay of matrices, at least 0; none on biases and LayerNorm
 * @param maxGradientNorm the norm of all gradients together is clipped to this; 0 for no clipping
 * @param freezeWordEmbeddings whether the word embeddings stand still
 * @param frozenLayers so many of the lowest layers, and with them all embeddings, stand still; 0 for none; a negative number
 *     for all layers but so many, where there are more
 * @param layerDecay a layer's rate is that of the layer above times this, and that of the embeddings below likewise
 *     (Howard and Ruder, "Universal Language Model Fine-tuning", 2018, section 3.2), in (0, 1]; 1 for one rate
 * @param labelSmoothing the part of a label that is spread evenly over all labels, in [0, 1); 0 for none
 * @param averageDecay what is evaluated and kept is a moving average of the weights (Polyak and Juditsky, "Acceleration of
 *     Stochastic Approximation by Averaging", 1992, here exponential), which at each step keeps this part of itself, and in
 *     the first n steps no more than (1 + n) / (10 + n); in [0, 1), and 0 for the weights themselves
 */
public record OptimizerConfig(
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double maxGradientNorm,
        boolean freezeWordEmbeddings,
        int frozenLayers,
        double layerDecay,
        double labelSmoothing,
        double averageDecay) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    public OptimizerConfig {
        require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "at least 0 and below 1; 0.9 is usual");
        require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "at least 0 and below 1; 0.999 is usual");
        require(epsilon > 0 && Double.isFinite(epsilon), "epsilon", epsilon, "above 0; 1e-8 is usual");
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weightDecay",
                weightDecay,
                "at least 0; 0.01 is usual");
        require(
                maxGradientNorm >= 0 && Double.isFinite(maxGradientNorm),
                "maxGradientNorm",
                maxGradientNorm,
                "at least 0, which is no clipping; 1 is usual");
        require(layerDecay > 0 && layerDecay <= 1, "layerDecay", layerDecay, "above 0, and at most 1; 0.9 is usual");
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "labelSmoothing",
                labelSmoothing,
                "at least 0, which is none, and below 1; 0.1 is usual");
        require(
                averageDecay >= 0 && averageDecay < 1,
                "averageDecay",
                averageDecay,
                "at least 0, which is no average, and below 1; 0.999 is usual");
    }

    /**
     * As BERT is commonly fine-tuned: betas 0.9 and 0.999, epsilon 1e-8, decay 0.01, norm 1, all weights trained
     * at one rate, no smoothing, no average.
     */
    public static OptimizerConfig defaults() {
        return new OptimizerConfig(0.9, 0.999, 1e-8, 0.01, 1, false, 0, 1, 0, 0);
    }

    /**
     * The same with the frozen layers as they are counted from below in a network of so many layers.
     *
     * @throws IllegalArgumentException if more are to be frozen than it has
     */
    public OptimizerConfig inNetworkOf(int layers) {
        if (frozenLayers > layers) {
            throw new IllegalArgumentException("frozenLayers is " + frozenLayers + " but must be at most " + layers
                    + ", the layers that the network has");
        }
        return new OptimizerConfig(
                beta1,
                beta2,
                epsilon,
                weightDecay,
                maxGradientNorm,
                freezeWordEmbeddings,
                frozenLayers < 0 ? Math.max(0, layers + frozenLayers) : frozenLayers,
                layerDecay,
                labelSmoothing,
                averageDecay);
    }

    private static void require(boolean valid, String key, double value, String range) {
        if (!valid) {
            throw new IllegalArgumentException(key + " is " + value + " but must be " + range);
        }
    }
}
