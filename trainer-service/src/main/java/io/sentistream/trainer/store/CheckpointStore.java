package io.sentistream.trainer.store;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.checkpoint.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one serving line: a directory for each version, and under {@code manifests} what remains of those that
 * were deleted. What lies here is not yet announced; a record on a topic does that.
 */
public final class CheckpointStore {
    private static final Logger log = LoggerFactory.getLogger(CheckpointStore.class);

    private final Path directory;
    private final Path manifests;

    /** The store in a directory, which is made when something is written. */
    public CheckpointStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        manifests = this.directory.resolve("manifests");
    }

    /**
     * Writes a version: whole and synced, or not at all. One of that name that lies here already was written by a
     * process that died before it could announce it, and is replaced.
     */
    public Stored write(Checkpoint checkpoint, Manifest manifest, String modelCard) {
        Path target = path(manifest.version());
        try {
            Files.createDirectories(directory);
            if (Files.exists(target)) {
                delete(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checkpoint.write(target, manifest, modelCard);
        return new Stored(target, CheckpointDigest.of(target));
    }

    /** Whether a version lies here. */
    public boolean has(String version) {
        return Files.isDirectory(path(version));
    }

    /**
     * Deletes what is no longer kept of the announced versions but for their manifests, and what a killed process left half
     * written. What can't be deleted is logged.
     */
    public void retain(Set<String> kept, Set<String> announced) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> superfluous = entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return name.startsWith(".") || (announced.contains(name) && !kept.contains(name));
                    })
                    .toList();
            for (Path entry : superfluous) {
                keepManifest(entry);
                delete(entry);
                log.info("Deleted the checkpoint {}", entry);
            }
        } catch (IOException e) {
            log.warn("Old checkpoints in {} can't be deleted: {}", directory, e.toString());
        }
    }

    private void keepManifest(Path checkpoint) throws IOException {
        Path manifest = checkpoint.resolve(Manifest.FILE_NAME);
        String version = checkpoint.getFileName().toString();
        if (!version.startsWith(".") && Files.exists(manifest)) {
            Files.createDirectories(manifests);
            Path half = manifests.resolve("." + version);
            Files.copy(manifest, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, manifests.resolve(version + ".json"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path path(String version) {
        return directory.resolve(version);
    }

    /** Takes the name away first, so that nobody opens half a directory. */
    private void delete(Path path) throws IOException {
        Path hidden = directory.resolve(".deleted-" + path.getFileName());
        if (!path.getFileName().toString().startsWith(".")) {
            Files.move(path, hidden, StandardCopyOption.ATOMIC_MOVE);
        } else {
            hidden = path;
        }
        try (Stream<Path> tree = Files.walk(hidden)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
