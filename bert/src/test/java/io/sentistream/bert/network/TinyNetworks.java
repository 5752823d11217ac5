package io.sentistream.bert.network;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Variants of small checkpoints. */
public final class TinyNetworks {
    private TinyNetworks() {}

    /** The same network with no dropout anywhere. */
    public static Checkpoint withoutDropout(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        return Checkpoint.of(
                new ModelConfig(
                        config.architecture(),
                        config.vocabularySize(),
                        config.hiddenSize(),
                        config.layers(),
                        config.heads(),
                        config.intermediateSize(),
                        config.positions(),
                        config.tokenTypes(),
                        config.layerNormEpsilon(),
                        0,
                        0,
                        0,
                        config.labels(),
                        config.task()),
                checkpoint.weights(),
                checkpoint.tokenizerFiles(),
                Optional.empty());
    }

    /** The same network with one weight's first value replaced. */
    public static Checkpoint with(Checkpoint checkpoint, String name, float value) {
        Map<String, Tensor> weights = new LinkedHashMap<>(checkpoint.weights());
        float[] values = weights.get(name).toFloats();
        values[0] = value;
        weights.put(name, Tensor.of(values, weights.get(name).shape().toArray(Integer[]::new)));
        return checkpoint.withWeights(weights);
    }
}
