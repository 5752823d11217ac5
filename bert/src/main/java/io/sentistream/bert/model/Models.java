package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds a model by name: a directory; {@code starter}, the model that comes with the build; {@code minilm} or {@code
 * e5-small}, the bases that Maven Central serves; or a name on the Hugging Face hub such as {@code
 * google-bert/bert-base-uncased}.
 *
 * <p>Safe for use by several threads, and by several processes over one cache.
 */
public final class Models {
    private final PreparedModels prepared;
    private final Supplier<HubModels> hub;

    /**
     * Models whose prepared copies are kept under {@code cache}; hub models lie in the standard Hugging Face cache, which
     * the environment variables {@code HF_HOME}, {@code HF_HUB_CACHE}, {@code HF_ENDPOINT}, {@code HF_TOKEN} and {@code
     * HF_HUB_OFFLINE} are about.
     */
    public Models(Path cache) {
        this(
                new PreparedModels(cache),
                () -> new HubModels(HubSettings.of(System.getenv(), Path.of(System.getProperty("user.home")))));
    }

    Models(PreparedModels prepared, Supplier<HubModels> hub) {
        this.prepared = prepared;
        this.hub = hub;
    }

    /**
     * The Hugging Face directory of a model, prepared or downloaded first where need be. A directory of the name of a
     * model that comes with the build is meant by {@code ./minilm}, and goes before a hub model of its name.
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
        Optional<Path> directory = directory(name);
        if (directory.isPresent()) {
            return directory.get();
        }
        HubName hubName = HubName.parse(name)
                .orElseThrow(() -> new CheckpointException("There is no model '" + name
                        + "': it is no directory, and none of starter, minilm and e5-small. Name one of these, or a model"
                        + " of the Hugging Face hub as owner/name, such as google-bert/bert-base-uncased."));
        try {
            return hub.get().resolve(hubName);
        } catch (CheckpointException e) {
            throw new CheckpointException("There is no directory " + name + ". " + e.getMessage(), e);
        }
    }

    private static Optional<Path> directory(String name) {
        try {
            return Optional.of(Path.of(name)).filter(path -> !name.isBlank() && Files.isDirectory(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
