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
            List.of("cls.", "vocab_transform.", "vocab_layer_norm.", "vocab_projector.");
    private static final List<String> BUFFERS = List.of("embeddings.position_ids", "embeddings.token_type_ids");
    private static final List<String> LAST_LAYERS = List.of("classifier.", "qa_outputs.");
    private static final List<String> PARTS = List.of("embeddings.", "encoder.", "pooler.", "transformer.");

    private final String prefix;
    private final Optional<Task> task;

    TensorNames(Architecture architecture, Optional<Task> task) {
        this.prefix = architecture == Architecture.BERT ? "bert." : "distilbert.";
        this.task = task;
    }

    /** The name in the layout; empty for a tensor that is left out. A name that is not known stays as it is. */
    Optional<String> canonical(String name) {
        if (startsWithAny(name, OTHER_HEADS) || BUFFERS.stream().anyMatch(name::endsWith) || isOfAnotherTask(name)) {
            return Optional.empty();
        }
        String modern = name.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
        return Optional.of(startsWithAny(modern, PARTS) ? prefix + modern : modern);
    }

    /** A base's pooler is kept. */
    private boolean isOfAnotherTask(String name) {
        if (startsWithAny(name, LAST_LAYERS)) {
            return task.isEmpty() || !name.startsWith(task.get().lastLayer() + ".");
        }
        if (name.startsWith("pre_classifier.")) {
            return task.isEmpty() || !task.get().classifiesTexts();
        }
        return task.isPresent()
                && !task.get().classifiesTexts()
                && startsWithAny(name, List.of("pooler.", prefix + "pooler."));
    }

    private static boolean startsWithAny(String name, List<String> starts) {
        return starts.stream().anyMatch(name::startsWith);
    }
}
