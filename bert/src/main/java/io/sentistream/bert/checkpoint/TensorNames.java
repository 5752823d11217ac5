package io.sentistream.bert.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * The names that tensors go by in published checkpoints, brought to those of {@link WeightLayout}: with or without the
 * model's prefix, LayerNorm's scale and shift as {@code gamma} and {@code beta} (converted from TensorFlow), and with
 * the heads and buffers of other tasks, which are left out.
 */
final class TensorNames {
    private static final List<String> OTHER_HEADS =
            List.of("cls.", "vocab_transform.", "vocab_layer_norm.", "vocab_projector.", "qa_outputs.");
    private static final List<String> BUFFERS = List.of("embeddings.position_ids", "embeddings.token_type_ids");
    private static final List<String> CLASSIFIER = List.of("classifier.", "pre_classifier.");
    private static final List<String> PARTS = List.of("embeddings.", "encoder.", "pooler.", "transformer.");

    private final String prefix;
    private final boolean keepClassifier;

    TensorNames(Architecture architecture, boolean keepClassifier) {
        this.prefix = architecture == Architecture.BERT ? "bert." : "distilbert.";
        this.keepClassifier = keepClassifier;
    }

    /** The name in the layout; empty for a tensor that is left out. A name that is not known stays as it is. */
    Optional<String> canonical(String name) {
        if (startsWithAny(name, OTHER_HEADS)
                || BUFFERS.stream().anyMatch(name::endsWith)
                || (!keepClassifier && startsWithAny(name, CLASSIFIER))) {
            return Optional.empty();
        }
        String modern = name.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
        return Optional.of(startsWithAny(modern, PARTS) ? prefix + modern : modern);
    }

    private static boolean startsWithAny(String name, List<String> starts) {
        return starts.stream().anyMatch(name::startsWith);
    }
}
