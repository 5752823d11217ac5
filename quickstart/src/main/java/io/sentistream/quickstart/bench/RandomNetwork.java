package io.sentistream.quickstart.bench;

import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.checkpoint.WeightLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A BERT of any size with random weights: how fast a network is does not depend on its weights.
 *
 * @param layers of the encoder
 * @param hidden the width of a token's vector, a multiple of {@value #HEAD}, which is the width of a head; the feed-forward
 *     is four times as wide
 */
public record RandomNetwork(int layers, int hidden) {
    private static final int HEAD = 32;
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,2})x([1-9]\\d{0,4})");

    /**
     * Reads {@code LAYERSxHIDDEN}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static RandomNetwork parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) % HEAD != 0) {
            throw new IllegalArgumentException("--shape '" + text
                    + "': give layers and a hidden size that is a multiple" + " of " + HEAD + ", such as 6x384");
        }
        return new RandomNetwork(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** A classifier with two labels, with the vocabulary, positions and tokenizer of another network. */
    public Checkpoint like(Checkpoint other) {
        ModelConfig of = other.config();
        ModelConfig config = new ModelConfig(
                Architecture.BERT,
                of.vocabularySize(),
                hidden,
                layers,
                hidden / HEAD,
                4 * hidden,
                of.positions(),
                2,
                1e-12,
                0.1,
                0.1,
                0.1,
                List.of());
        Random random = new Random(1);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        WeightLayout.encoder(config).forEach((name, shape) -> weights.put(name, tensor(name, shape, random)));
        return Checkpoint.of(config, weights, other.tokenizerFiles(), Optional.empty())
                .withNewHead(List.of("negative", "positive"), 1);
    }

    private static Tensor tensor(String name, List<Integer> shape, Random random) {
        boolean scale = name.endsWith("LayerNorm.weight");
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale ? 1 : (float) (0.02 * random.nextGaussian());
        }
        return Tensor.of(values, shape.toArray(Integer[]::new));
    }
}
