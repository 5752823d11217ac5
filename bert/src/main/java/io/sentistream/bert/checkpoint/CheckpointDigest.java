package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an announcement says of a written directory.
 *
 * @param manifestSha256 the sha256 of {@code manifest.json}, which holds those of all other files
 * @param bytes the size of all files together
 */
public record CheckpointDigest(String manifestSha256, long bytes) {
    /**
     * Reads it from a directory.
     *
     * @throws CheckpointException if it has no manifest, or can't be read
     */
    public static CheckpointDigest of(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : all) {
                bytes += Files.size(file);
            }
            return new CheckpointDigest(Sha256.of(directory.resolve(ManifestJson.NAME)), bytes);
        } catch (IOException e) {
            throw new CheckpointException("Can't read the manifest of " + directory + ": " + e, e);
        }
    }
}
