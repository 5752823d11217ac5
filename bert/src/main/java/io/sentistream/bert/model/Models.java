package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a model by name: a directory; {@code starter}, the model that comes with the build; {@code minilm} or {@code
 * e5-small}, the bases that Maven Central serves; or a name on the Hugging Face hub such as {@code
 * google-bert/bert-base-uncased}.
 *
 * <p>Safe for use by several threads, and by several processes over one cache.
 */
public final class Models {
    private final PreparedModels prepared;

    /**
     * Models whose prepared copies are kept under {@code cache}; hub models lie in the standard Hugging Face cache.
     */
    public Models(Path cache) {
        this.prepared = new PreparedModels(cache, Maven.onPath());
    }

    /**
     * The Hugging Face directory of a model, prepared or downloaded first where need be.
     *
     * @throws CheckpointException if there is no such model or it can't be had; the message names what was tried
     */
    public Path resolve(String name) {
        if (name.equals(Starter.NAME)) {
            return prepared.starter(Starter.bundled());
        }
        for (PublishedBase base : PublishedBase.values()) {
            if (base.baseName().equals(name)) {
                return prepared.base(base);
            }
        }
        if (Files.isDirectory(Path.of(name))) {
            return Path.of(name);
        }
        throw new CheckpointException("There is no model '" + name + "'");
    }
}
