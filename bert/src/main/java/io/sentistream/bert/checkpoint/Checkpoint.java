package io.sentistream.bert.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network's weights, configuration and tokenizer files in memory: what a Hugging Face directory holds.
 *
 * <p>Immutable and safe to share between threads.
 *
 * <p>Weights are float32 under Hugging Face's names of the classification model of the architecture: {@code
 * bert.embeddings.word_embeddings.weight}, {@code bert.encoder.layer.0.attention.self.query.weight}, {@code
 * bert.pooler.dense.weight}, {@code classifier.weight}; {@code distilbert.transformer.layer.0.attention.q_lin.weight},
 * {@code pre_classifier.weight}, {@code classifier.weight}. Matrices are {@code [out, in]}.
 */
public final class Checkpoint {
    /** The configuration. */
    public ModelConfig config() {
        throw new UnsupportedOperationException();
    }

    /** The weights by canonical name, in the network's order. Without a head, the pooler and classifier are absent. */
    public Map<String, Tensor> weights() {
        throw new UnsupportedOperationException();
    }

    /** The tokenizer's files, by file name ({@code tokenizer.json}, {@code vocab.txt}, …), as they are written. */
    public Map<String, byte[]> tokenizerFiles() {
        throw new UnsupportedOperationException();
    }

    /** The manifest, if the directory had one. */
    public Optional<Manifest> manifest() {
        throw new UnsupportedOperationException();
    }

    /** Whether the weights include a classifier, so that it can classify without training. */
    public boolean hasHead() {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a directory in any of the layouts found in the wild.
     *
     * @throws CheckpointException if anything is missing, damaged or not supported
     */
    public static Checkpoint open(Path directory) {
        throw new UnsupportedOperationException();
    }

    /** The same network with a new, randomly initialised head (normal, 0.02) for these labels; adds a missing pooler. */
    public Checkpoint withNewHead(List<String> labels, long seed) {
        throw new UnsupportedOperationException();
    }

    /** The same configuration and tokenizer with other weights of the same names and shapes. */
    public Checkpoint withWeights(Map<String, Tensor> weights) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a Hugging Face directory: to a temporary sibling, synced, then renamed, so that {@code directory} exists
     * only whole.
     *
     * @param manifest the manifest to write; its {@code files} are filled in here
     * @param modelCard the text of {@code README.md}
     * @return the manifest as written
     * @throws CheckpointException if {@code directory} exists already
     */
    public Manifest write(Path directory, Manifest manifest, String modelCard) {
        throw new UnsupportedOperationException();
    }
}
