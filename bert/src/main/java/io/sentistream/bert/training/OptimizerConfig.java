package io.sentistream.bert.training;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) and what is trained.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decay of matrices; none on biases and LayerNorm
 * @param maxGradientNorm the norm of all gradients together is clipped to this; 0 for no clipping
 * @param freezeWordEmbeddings whether the word embeddings stand still
 */
public record OptimizerConfig(
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double maxGradientNorm,
        boolean freezeWordEmbeddings) {}
