package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A network's weights, configuration and tokenizer files in memory: what a Hugging Face directory holds.
 *
 * <p>Immutable and safe to share between threads.
 *
 * <p>Weights are float32 under Hugging Face's names of the task's model of the architecture: {@code
 * bert.embeddings.word_embeddings.weight}, {@code bert.encoder.layer.0.attention.self.query.weight}, {@code
 * bert.pooler.dense.weight}, {@code classifier.weight}; {@code distilbert.transformer.layer.0.attention.q_lin.weight},
 * {@code pre_classifier.weight}, {@code classifier.weight}; {@code qa_outputs.weight} where questions are answered. Matrices are {@code [out, in]}. {@link WeightLayout} lists
 * them all.
 */
public final class Checkpoint {
    private static final double INITIAL_DEVIATION = 0.02;

    private final ModelConfig config;
    private final Map<String, Tensor> weights;
    private final Map<String, byte[]> tokenizerFiles;
    private final Optional<Manifest> manifest;
    private final Optional<Reference> reference;

    private Checkpoint(
            ModelConfig config,
            Map<String, Tensor> weights,
            Map<String, byte[]> tokenizerFiles,
            Optional<Manifest> manifest,
            Optional<Reference> reference) {
        this.config = config;
        this.weights = weights;
        this.tokenizerFiles = tokenizerFiles;
        this.manifest = manifest;
        this.reference = reference;
    }

    /**
     * A checkpoint of these parts. Tokenizer files that are missing are derived from those that are there.
     *
     * @param weights float32 tensors by canonical name: the encoder, then the pooler or not, and the classifier if the
     *     configuration has labels
     * @param tokenizerFiles {@code tokenizer.json} or {@code vocab.txt} at least, by file name
     * @throws CheckpointException if tensors are missing, superfluous or of another shape or type, or the tokenizer
     *     does not fit
     */
    public static Checkpoint of(
            ModelConfig config,
            Map<String, Tensor> weights,
            Map<String, byte[]> tokenizerFiles,
            Optional<Manifest> manifest) {
        return new Checkpoint(
                config,
                checked(config, weights),
                TokenizerFiles.complete(tokenizerFiles, config),
                manifest,
                Optional.empty());
    }

    /**
     * Opens a directory in any of the layouts found in the wild.
     *
     * @throws CheckpointException if anything is missing, damaged or not supported
     */
    public static Checkpoint open(Path directory) {
        return new CheckpointReader(directory).read(Optional.empty());
    }

    /**
     * Opens a directory whose manifest must have this hash, so that every file is the one that was announced.
     *
     * @param manifestSha256 in hex, as {@link CheckpointDigest} gives it
     * @throws CheckpointException if it has another, or anything is missing, damaged or not supported
     */
    public static Checkpoint open(Path directory, String manifestSha256) {
        return new CheckpointReader(directory).read(Optional.of(manifestSha256));
    }

    /** The configuration. */
    public ModelConfig config() {
        return config;
    }

    /**
     * The weights by canonical name, in the network's order. A base has no classifier, and a pooler only where the
     * model it comes from has one.
     */
    public Map<String, Tensor> weights() {
        return weights;
    }

    /**
     * The tokenizer's files, by file name ({@code tokenizer.json} always, {@code vocab.txt}, …), as they are written.
     * Treat the bytes as immutable.
     */
    public Map<String, byte[]> tokenizerFiles() {
        return tokenizerFiles;
    }

    /** {@code config.json} and the tokenizer's files, by file name, as they are written. */
    public Map<String, byte[]> settings() {
        Map<String, byte[]> files = new TreeMap<>(tokenizerFiles);
        files.put(ConfigJson.NAME, ConfigJson.write(config));
        return files;
    }

    /** The manifest, if the directory had one. */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /** What texts like those it learned from look like to it, where that was measured. */
    public Optional<Reference> reference() {
        return reference;
    }

    /**
     * The same with a reference.
     *
     * @throws CheckpointException if it is of vectors of another size
     */
    public Checkpoint withReference(Reference measured) {
        if (measured.mean().size() != config.hiddenSize()) {
            throw new CheckpointException(
                    Reference.NAME + " is of vectors of " + measured.mean().size()
                            + " numbers where the network has " + config.hiddenSize()
                            + ". It is of another model; the model serves without the file too.");
        }
        return new Checkpoint(config, weights, tokenizerFiles, manifest, Optional.of(measured));
    }

    /** Whether the weights include a head, so that it can do its task without training. */
    public boolean hasHead() {
        return !config.labels().isEmpty();
    }

    /** {@link #withNewHead(Task, List, long)} for single texts. */
    public Checkpoint withNewHead(List<String> labels, long seed) {
        return withNewHead(Task.SINGLE, labels, seed);
    }

    /**
     * The same network with a new, randomly initialised head (normal, 0.02) for a task and these labels. A head that reads
     * [CLS] takes the pooler over, or gets a new one; one that reads all positions has none.
     */
    public Checkpoint withNewHead(Task task, List<String> labels, long seed) {
        ModelConfig headed = config.withHead(task, labels);
        Random random = new Random(seed);
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        Set<String> kept = new HashSet<>(WeightLayout.encoder(headed).keySet());
        kept.addAll(WeightLayout.pooler(headed).keySet());
        all.keySet().retainAll(kept);
        WeightLayout.pooler(headed).forEach((name, shape) -> all.computeIfAbsent(name, n -> initial(shape, random)));
        WeightLayout.classifier(headed).forEach((name, shape) -> all.put(name, initial(shape, random)));
        return of(headed, all, tokenizerFiles, Optional.empty());
    }

    /** The same configuration and tokenizer with other weights of the same names and shapes; without manifest and reference. */
    public Checkpoint withWeights(Map<String, Tensor> weights) {
        return new Checkpoint(config, checked(config, weights), tokenizerFiles, Optional.empty(), Optional.empty());
    }

    /**
     * The embeddings and the lowest layers alone, as a base.
     *
     * @param layers how many, at least 1 and fewer than there are
     */
    public Checkpoint lowest(int layers) {
        if (layers < 1 || layers >= config.layers()) {
            throw new IllegalArgumentException(
                    "layers is " + layers + " but must be from 1 to " + (config.layers() - 1));
        }
        ModelConfig fewer = config.lowest(layers);
        Map<String, Tensor> lowest = new LinkedHashMap<>();
        WeightLayout.encoder(fewer).keySet().forEach(name -> lowest.put(name, weights.get(name)));
        return new Checkpoint(
                fewer, Collections.unmodifiableMap(lowest), tokenizerFiles, Optional.empty(), Optional.empty());
    }

    /**
     * Writes a Hugging Face directory: to a temporary sibling, synced, then renamed, so that {@code directory} exists
     * only whole. The sibling's name begins with a dot; one is left behind only if the process is killed.
     *
     * @param manifest the manifest to write; its {@code files} are filled in here
     * @param modelCard the text of {@code README.md}
     * @return the manifest as written
     * @throws CheckpointException if {@code directory} exists already, or can't be written
     */
    public Manifest write(Path directory, Manifest manifest, String modelCard) {
        return new CheckpointWriter(this).write(directory, manifest, modelCard);
    }

    /** The sha256 of {@code model.safetensors} as it is, or would be, written: the identity of these weights. */
    public String weightsSha256() {
        try {
            return Sha256.of(safetensors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Safetensors safetensors() {
        return new Safetensors(Map.of("format", "pt"), weights);
    }

    private static Tensor initial(List<Integer> shape, Random random) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        if (shape.size() > 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (INITIAL_DEVIATION * random.nextGaussian());
            }
        }
        return Tensor.of(values, shape.toArray(Integer[]::new));
    }

    /** The weights in the network's order. */
    private static Map<String, Tensor> checked(ModelConfig config, Map<String, Tensor> weights) {
        Map<String, List<Integer>> layout = new LinkedHashMap<>(WeightLayout.encoder(config));
        Map<String, List<Integer>> pooler = WeightLayout.pooler(config);
        if (!config.labels().isEmpty() || pooler.keySet().stream().anyMatch(weights::containsKey)) {
            layout.putAll(pooler);
        }
        if (!config.labels().isEmpty()) {
            layout.putAll(WeightLayout.classifier(config));
        }
        List<String> problems = new ArrayList<>();
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        layout.forEach((name, shape) -> {
            Tensor tensor = weights.get(name);
            if (tensor == null) {
                problems.add("'" + name + "' " + shape + " is missing");
            } else if (!tensor.shape().equals(shape)) {
                problems.add("'" + name + "' has the shape " + tensor.shape() + " where the configuration asks for "
                        + shape);
            } else if (tensor.dtype() != DType.F32) {
                problems.add("'" + name + "' is " + tensor.dtype() + ", not float32");
            }
            ordered.put(name, tensor);
        });
        weights.keySet().stream()
                .filter(name -> !layout.containsKey(name))
                .forEach(name -> problems.add("'" + name + "' is unknown in this network"));
        if (!problems.isEmpty()) {
            int shown = Math.min(problems.size(), 8);
            throw new CheckpointException("The weights do not fit the configuration: "
                    + String.join("; ", problems.subList(0, shown))
                    + (problems.size() > shown ? "; and " + (problems.size() - shown) + " more" : "")
                    + ". Take config.json and weights from the same model.");
        }
        return Collections.unmodifiableMap(ordered);
    }
}
