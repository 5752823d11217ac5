package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models that come with the build, as Hugging Face directories under a directory of ours: prepared once,
 * then found. Several processes may prepare the same one at once: the directory that is renamed first stays.
 */
final class PreparedModels {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedModels.class);

    private final Path cache;

    PreparedModels(Path cache) {
        this.cache = cache;
    }

    Path base(PublishedBase base) {
        String version = base.baseName() + "-" + base.artifact().version();
        Path directory = cache.resolve(version);
        if (!Files.exists(directory)) {
            LOG.info("Preparing {} in {}", base.baseName(), directory);
            Manifest manifest =
                    manifest(version, Map.of("source", base.artifact().toString()));
            write(directory, converted(base), manifest, card(base.baseName()));
        }
        return directory;
    }

    /** The model that comes with the build, restored over its base. */
    Path starter(Optional<Starter> bundled) {
        Starter starter = bundled.orElseThrow(
                () -> new CheckpointException("This build has no starter model. Train one, or name another model."));
        Path directory = cache.resolve(starter.directory());
        if (!Files.exists(directory)) {
            Checkpoint base = Checkpoint.open(base(Starter.BASE));
            LOG.info("Preparing the starter model in {}", directory);
            try {
                Checkpoint restored = WeightDelta.restore(base, starter.delta());
                Manifest made = restored.manifest().orElseGet(() -> manifest(Starter.NAME, Map.of()));
                write(directory, starter.withReference(restored), made.withVersion(Starter.NAME), starter.card());
            } catch (IOException e) {
                throw new CheckpointException("Can't restore the starter model: " + e, e);
            }
        }
        return directory;
    }

    private Checkpoint converted(PublishedBase base) {
        try (InputStream onnx = PreparedModels.class.getResourceAsStream("/" + base.onnx());
                InputStream tokenizer = PreparedModels.class.getResourceAsStream("/" + base.tokenizer())) {
            return base.checkpoint(onnx, tokenizer);
        } catch (IOException e) {
            throw new CheckpointException(
                    "Can't convert " + base.baseName() + " from " + base.artifact() + ": " + e, e);
        }
    }

    private static Manifest manifest(String version, Map<String, String> training) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Optional.empty(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                1,
                training,
                Map.of());
    }

    private static void write(Path directory, Checkpoint checkpoint, Manifest manifest, String card) {
        try {
            checkpoint.write(directory, manifest, card);
        } catch (CheckpointException e) {
            if (!Files.exists(directory)) {
                throw e;
            }
            LOG.debug("Another process prepared {} meanwhile", directory);
        }
    }

    private static String card(String name) {
        try (InputStream in = PreparedModels.class.getResourceAsStream(name + ".md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CheckpointException("Can't read the model card of " + name + ": " + e, e);
        }
    }
}
