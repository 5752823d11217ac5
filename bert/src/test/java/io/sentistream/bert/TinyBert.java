package io.sentistream.bert;

import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.checkpoint.WeightLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A random BERT that is real but for its size, for tests in which the model is not what is tested: {@code
 * TinyBert.of("negative", "positive").write(directory)}.
 *
 * <p>Its vocabulary has the special tokens (ids 0 to 4: [PAD], [UNK], [CLS], [SEP], [MASK]), every printable ASCII
 * character as a word and as a {@code ##} piece, and a few whole words; any ASCII text tokenizes without [UNK]. The
 * same parameters give the same weights.
 *
 * @param labels the classes; none for a base without a head
 */
public record TinyBert(
        Architecture architecture,
        int layers,
        int hiddenSize,
        int heads,
        int positions,
        List<String> labels,
        Task task,
        long seed) {
    /** The whole words of the vocabulary. */
    public static final List<String> WORDS =
            List.of("good", "bad", "great", "awful", "film", "book", "this", "is", "not", "very", "the", "it", "was");

    /** A BERT of 2 layers, hidden 16, 2 heads and 64 positions. */
    public static TinyBert of(String... labels) {
        return new TinyBert(Architecture.BERT, 2, 16, 2, 64, List.of(labels), Task.SINGLE, 1);
    }

    public TinyBert architecture(Architecture other) {
        return new TinyBert(other, layers, hiddenSize, heads, positions, labels, task, seed);
    }

    /** The same with other dimensions. */
    public TinyBert size(int otherLayers, int otherHiddenSize, int otherHeads) {
        return new TinyBert(architecture, otherLayers, otherHiddenSize, otherHeads, positions, labels, task, seed);
    }

    public TinyBert positions(int other) {
        return new TinyBert(architecture, layers, hiddenSize, heads, other, labels, task, seed);
    }

    /** The same with a head for another task. */
    public TinyBert task(Task other) {
        return new TinyBert(architecture, layers, hiddenSize, heads, positions, labels, other, seed);
    }

    public TinyBert seed(long other) {
        return new TinyBert(architecture, layers, hiddenSize, heads, positions, labels, task, other);
    }

    /** The configuration: dropout 0.1 everywhere, feed-forward four times as wide. */
    public ModelConfig config() {
        return new ModelConfig(
                architecture,
                vocabulary().size(),
                hiddenSize,
                layers,
                heads,
                4 * hiddenSize,
                positions,
                architecture == Architecture.BERT ? 2 : 0,
                1e-12,
                0.1,
                0.1,
                0.1,
                labels,
                task);
    }

    /** The checkpoint in memory. Weights are normal with a deviation of 0.3, LayerNorm's scales around 1. */
    public Checkpoint checkpoint() {
        ModelConfig config = config();
        Map<String, List<Integer>> layout = new LinkedHashMap<>(WeightLayout.encoder(config));
        if (!labels.isEmpty()) {
            layout.putAll(WeightLayout.pooler(config));
            layout.putAll(WeightLayout.classifier(config));
        }
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        layout.forEach((name, shape) -> {
            boolean scale = name.toLowerCase(Locale.ROOT).contains("norm.weight");
            float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.3 * random.nextGaussian()) + (scale ? 1 : 0);
            }
            weights.put(name, Tensor.of(values, shape.toArray(Integer[]::new)));
        });
        byte[] vocabulary = (String.join("\n", vocabulary()) + "\n").getBytes(StandardCharsets.UTF_8);
        return Checkpoint.of(config, weights, Map.of("vocab.txt", vocabulary), Optional.empty());
    }

    /** Writes the checkpoint as a Hugging Face directory with a manifest of version {@code tiny-SEED}. */
    public Path write(Path directory) {
        checkpoint().write(directory, manifest("tiny-" + seed), "A random BERT for tests.\n");
        return directory;
    }

    /** A manifest that says no more than a version. */
    public static Manifest manifest(String version) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Optional.empty(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                1,
                Map.of(),
                Map.of());
    }

    /** The WordPieces by id. */
    public static List<String> vocabulary() {
        List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            if (c < 'A' || c > 'Z') {
                pieces.add(String.valueOf(c));
                pieces.add("##" + c);
            }
        }
        pieces.addAll(WORDS);
        return pieces;
    }
}
