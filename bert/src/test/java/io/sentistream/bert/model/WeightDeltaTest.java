package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightDeltaTest {
    private static final String EMBEDDINGS = "bert.embeddings.word_embeddings.weight";

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void whatIsRestoredDiffersByLessThanHalfAStep(Architecture architecture) throws IOException {
        Checkpoint base = TinyBert.of().architecture(architecture).checkpoint();
        Checkpoint tuned = tuned(base);

        Checkpoint restored = restore(base, delta(base, tuned));

        assertThat(restored.config()).isEqualTo(tuned.config());
        assertThat(restored.manifest()).isEmpty();
        assertThat(restored.weights().keySet()).isEqualTo(tuned.weights().keySet());
        tuned.weights().forEach((name, tensor) -> {
            Tensor from = base.weights().get(name);
            int width = tensor.shape().get(tensor.shape().size() - 1);
            float[] before = from == null ? new float[tensor.elements()] : from.toFloats();
            float[] expected = tensor.toFloats();
            float[] actual = restored.weights().get(name).toFloats();
            for (int start = 0; start < expected.length; start += width) {
                double greatest = 0;
                for (int i = start; i < start + width; i++) {
                    greatest = Math.max(greatest, Math.abs(expected[i] - before[i]));
                }
                boolean exact = tensor.shape().size() == 1 || name.startsWith("classifier");
                for (int i = start; i < start + width; i++) {
                    assertThat(Math.abs(actual[i] - expected[i]))
                            .isLessThanOrEqualTo(exact ? 0f : (float) (greatest / 127 / 2 * 1.001 + 1e-7));
                }
            }
        });
    }

    @Test
    void rowsThatDidNotChangeStayBitByBitAndCostNearlyNothing() throws IOException {
        Checkpoint base = TinyBert.of("a", "b").size(2, 64, 4).checkpoint();
        Map<String, Tensor> weights = new LinkedHashMap<>(base.weights());
        float[] rows = weights.get(EMBEDDINGS).toFloats();
        rows[64 * 7 + 3] += 0.5f;
        weights.put(EMBEDDINGS, Tensor.of(rows, weights.get(EMBEDDINGS).shape().toArray(Integer[]::new)));

        byte[] delta = delta(base, base.withWeights(weights));
        Checkpoint restored = restore(base, delta);

        assertThat(delta.length).isLessThan(800);
        float[] actual = restored.weights().get(EMBEDDINGS).toFloats();
        assertThat(actual[64 * 7 + 3]).isEqualTo(rows[64 * 7 + 3], Offset.offset(1e-6f));
        actual[64 * 7 + 3] = rows[64 * 7 + 3];
        assertThat(actual).isEqualTo(rows);
        assertThat(restored.weights().get("bert.pooler.dense.weight"))
                .isEqualTo(base.weights().get("bert.pooler.dense.weight"));
    }

    @Test
    void aDifferenceInAllMatricesTakesAQuarterOfTheWeights() throws IOException {
        Checkpoint base = TinyBert.of("a", "b").size(2, 128, 4).checkpoint();
        long weights =
                4L * base.weights().values().stream().mapToInt(Tensor::elements).sum();

        assertThat((double) delta(base, tuned(base)).length / weights).isBetween(0.2, 0.29);
    }

    @Test
    void theManifestComesAlong() throws IOException {
        Checkpoint base = TinyBert.of().checkpoint();
        Checkpoint head = tuned(base);
        Checkpoint tuned = Checkpoint.of(
                head.config(), head.weights(), head.tokenizerFiles(), Optional.of(TinyBert.manifest("v2-0a1b2c3d")));

        assertThat(restore(base, delta(base, tuned)).manifest()).contains(TinyBert.manifest("v2-0a1b2c3d"));
    }

    @Test
    void anotherBaseIsRefused() throws IOException {
        Checkpoint base = TinyBert.of().checkpoint();
        byte[] delta = delta(base, tuned(base));

        assertThatThrownBy(() -> restore(TinyBert.of().seed(2).checkpoint(), delta))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(base.weightsSha256());
        assertThatThrownBy(() -> delta(TinyBert.of().size(3, 16, 2).checkpoint(), tuned(base)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        Checkpoint base = TinyBert.of("a", "b").checkpoint();
        Map<String, Tensor> weights = new LinkedHashMap<>(base.weights());
        float[] pooler = weights.get("bert.pooler.dense.weight").toFloats();
        pooler[17] = Float.NaN;
        weights.put("bert.pooler.dense.weight", Tensor.of(pooler, 16, 16));

        assertThatThrownBy(() -> delta(base, base.withWeights(weights)))
                .hasMessageContaining("row 1 of 'bert.pooler.dense.weight'");
    }

    @Test
    void aDamagedDifferenceIsRefused() throws IOException {
        Checkpoint base = TinyBert.of().checkpoint();
        byte[] delta = delta(base, tuned(base));

        for (int length = 0; length < delta.length; length += 1 + length / 50) {
            byte[] cut = Arrays.copyOf(delta, length);
            assertThatThrownBy(() -> restore(base, cut)).isInstanceOf(CheckpointException.class);
        }
        byte[] other = delta.clone();
        other[0]++;
        assertThatThrownBy(() -> restore(base, other)).hasMessageContaining("no difference of weights");
        byte[] newer = delta.clone();
        newer[7]++;
        assertThatThrownBy(() -> restore(base, newer)).hasMessageContaining("format version 2");
    }

    private static byte[] delta(Checkpoint base, Checkpoint tuned) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightDelta.write(base, tuned, out);
        return out.toByteArray();
    }

    private static Checkpoint restore(Checkpoint base, byte[] delta) throws IOException {
        return WeightDelta.restore(base, new ByteArrayInputStream(delta));
    }

    /** The base with a new head and every weight moved a little, but for the word embeddings. */
    private static Checkpoint tuned(Checkpoint base) {
        Checkpoint headed = base.withNewHead(List.of("negative", "positive"), 3);
        Random random = new Random(4);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        headed.weights().forEach((name, tensor) -> {
            float[] values = tensor.toFloats();
            if (!name.contains("word_embeddings")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.01 * random.nextGaussian());
                }
            }
            weights.put(name, Tensor.of(values, tensor.shape().toArray(Integer[]::new)));
        });
        return headed.withWeights(weights);
    }
}
