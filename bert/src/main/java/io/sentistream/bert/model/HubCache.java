package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.ShardIndex;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model's part of the Hugging Face cache, in the layout that all of Hugging Face's tools share: {@code blobs/ETAG}, {@code
 * refs/REVISION} with a commit, and {@code snapshots/COMMIT/FILE} linked to blobs (copied where the file system has no
 * links).
 *
 * @see <a href="https://huggingface.co/docs/hub/local-cache">Hub local cache</a>
 */
final class HubCache {
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    static final List<String> TOKENIZER =
            List.of("tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "tokenizer.json");

    private final Path directory;
    private final String revision;

    HubCache(Path cache, HubName model) {
        this.directory = cache.resolve(model.folder());
        this.revision = model.revision();
    }

    /** The snapshot of the revision, if everything that a model needs is there. */
    Optional<Path> complete() throws IOException {
        Path ref = directory.resolve("refs").resolve(revision);
        String commit = Files.exists(ref) ? Files.readString(ref).strip() : revision;
        Path snapshot = directory.resolve("snapshots").resolve(commit);
        boolean tokenizer = Stream.of("tokenizer.json", "vocab.txt").anyMatch(name -> has(snapshot, name));
        boolean complete = tokenizer && has(snapshot, CONFIG) && (has(snapshot, WEIGHTS) || hasShards(snapshot));
        return complete ? Optional.of(snapshot) : Optional.empty();
    }

    private static boolean hasShards(Path snapshot) {
        return has(snapshot, INDEX)
                && new ShardIndex(snapshot.resolve(INDEX)).shards().stream().allMatch(name -> has(snapshot, name));
    }

    private static boolean has(Path snapshot, String name) {
        return Files.exists(snapshot.resolve(name));
    }

    Path snapshot(String commit) {
        return directory.resolve("snapshots").resolve(commit);
    }

    Path blob(String etag) {
        return directory.resolve("blobs").resolve(etag);
    }

    /** Makes a blob appear in a snapshot. */
    void link(String commit, String file, String etag) throws IOException {
        Path link = snapshot(commit).resolve(file);
        if (Files.exists(link)) {
            return;
        }
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link); // a link to a blob that is gone
        try {
            Files.createSymbolicLink(link, Path.of("..", "..", "blobs", etag));
        } catch (FileAlreadyExistsException e) {
            return; // another process was first
        } catch (UnsupportedOperationException | FileSystemException e) {
            Path copy = link.resolveSibling(file + "." + UUID.randomUUID());
            Files.copy(blob(etag), copy);
            Files.move(copy, link, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Records which commit the revision stands for; to be called when its snapshot is complete. */
    void point(String commit) throws IOException {
        if (commit.equals(revision)) {
            return;
        }
        Path ref = directory.resolve("refs").resolve(revision);
        Files.createDirectories(ref.getParent());
        Path temporary = ref.resolveSibling(ref.getFileName() + "." + UUID.randomUUID());
        Files.writeString(temporary, commit);
        Files.move(temporary, ref, StandardCopyOption.ATOMIC_MOVE);
    }
}
