package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * One layer of one head, 4 wide, worked out by hand. Tokens A and B; biases are 0 and LayerNorm's scales 1 unless said.
 *
 * <pre>
 * embeddings   A = (2, 0, 2, 0), B = (0, 0, 2, 2): mean 1, deviation 1, so LayerNorm gives
 *              a = (1, -1, 1, -1), b = (-1, -1, 1, 1)
 * query        (x1 ln 3, 0, 0, 0), key (x1, 0, 0, 0), so a's scores are ln 3 / 2 with a and -ln 3 / 2 with b
 *              (over the root of 4), and their softmax is 3/4 and 1/4
 * value        x: the context of a is 3/4 a + 1/4 b = (1/2, -1, 1, -1/2)
 * output       twice that, (1, -2, 2, -1); with a added (2, -3, 3, -2), whose variance is 6.5:
 *              m = (0.784465, -1.176697, 1.176697, -0.784465)
 * inner        m1 + m4 + 1 = 1; GELU(1) = g = 0.841345
 * outer        (g, -g, 0, 0); with m added (1.625809, -2.018041, 1.176697, -0.784465), mean -0 and deviation 1.476125:
 *              (1.101406, -1.367124, 0.797154, -0.531436)
 * pooler       tanh: (0.801003, -0.878035, 0.662443, -0.486478)
 * classifier   (p1, 2 p3 + 1) = (0.801003, 2.324885)
 * </pre>
 *
 * A alone attends to itself: m = (1, -1, 1, -1), inner 1, then (1.841345, -1.841345, 1, -1) with deviation 1.481646 gives
 * (1.242770, -1.242770, 0.674925, -0.674925), its tanh is (0.846244, …, 0.588210, …), the logits (0.846244, 2.176420).
 */
class HandComputedNetworkTest {
    private static final int A = 5;
    private static final int B = 6;

    @Test
    void logitsAreThoseWorkedOutByHand() {
        try (Network network = Network.load(checkpoint(), Device.CPU, Precision.FLOAT32)) {
            float[][] logits = network.logits(List.of(new int[] {A, B}, new int[] {A}));
            assertThat(logits[0]).containsExactly(new float[] {0.801003f, 2.324885f}, Offset.offset(2e-6f));
            assertThat(logits[1]).containsExactly(new float[] {0.846244f, 2.176420f}, Offset.offset(2e-6f));
        }
    }

    private static Checkpoint checkpoint() {
        ModelConfig config = new ModelConfig(
                Architecture.BERT,
                TinyBert.vocabulary().size(),
                4,
                1,
                1,
                1,
                8,
                2,
                1e-12,
                0.1,
                0.1,
                0.1,
                List.of("negative", "positive"));
        Checkpoint tiny = TinyBert.of("negative", "positive").checkpoint();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        float[] words = new float[config.vocabularySize() * 4];
        System.arraycopy(new float[] {2, 0, 2, 0, 0, 0, 2, 2}, 0, words, A * 4, 8);
        weights.put("bert.embeddings.word_embeddings.weight", Tensor.of(words, config.vocabularySize(), 4));
        weights.put("bert.embeddings.position_embeddings.weight", Tensor.of(new float[32], 8, 4));
        weights.put("bert.embeddings.token_type_embeddings.weight", Tensor.of(new float[8], 2, 4));
        norm(weights, "bert.embeddings.LayerNorm");
        String layer = "bert.encoder.layer.0.";
        linear(weights, layer + "attention.self.query", diagonal((float) Math.log(3), 0), 4, 0);
        linear(weights, layer + "attention.self.key", diagonal(1, 0), 4, 0);
        linear(weights, layer + "attention.self.value", diagonal(1, 1), 4, 0);
        linear(weights, layer + "attention.output.dense", diagonal(2, 2), 4, 0);
        norm(weights, layer + "attention.output.LayerNorm");
        linear(weights, layer + "intermediate.dense", new float[] {1, 0, 0, 1}, 1, 1);
        linear(weights, layer + "output.dense", new float[] {1, -1, 0, 0}, 4, 0);
        norm(weights, layer + "output.LayerNorm");
        linear(weights, "bert.pooler.dense", diagonal(1, 1), 4, 0);
        linear(weights, "classifier", new float[] {1, 0, 0, 0, 0, 0, 2, 0}, 2, 0);
        weights.put("classifier.bias", Tensor.of(new float[] {0, 1}, 2));
        return Checkpoint.of(config, weights, tiny.tokenizerFiles(), Optional.empty());
    }

    /** A 4 x 4 matrix with {@code first}, {@code rest}, {@code rest}, {@code rest} on its diagonal. */
    private static float[] diagonal(float first, float rest) {
        return new float[] {first, 0, 0, 0, 0, rest, 0, 0, 0, 0, rest, 0, 0, 0, 0, rest};
    }

    private static void linear(Map<String, Tensor> weights, String name, float[] matrix, int out, float bias) {
        weights.put(name + ".weight", Tensor.of(matrix, out, matrix.length / out));
        float[] biases = new float[out];
        Arrays.fill(biases, bias);
        weights.put(name + ".bias", Tensor.of(biases, out));
    }

    private static void norm(Map<String, Tensor> weights, String name) {
        weights.put(name + ".weight", Tensor.of(new float[] {1, 1, 1, 1}, 4));
        weights.put(name + ".bias", Tensor.of(new float[4], 4));
    }
}
