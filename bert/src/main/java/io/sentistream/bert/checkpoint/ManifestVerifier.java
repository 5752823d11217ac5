package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a directory's files against the hashes in its manifest, and the manifest against its own. */
final class ManifestVerifier {
    private final Path directory;

    ManifestVerifier(Path directory) {
        this.directory = directory;
    }

    /** The manifest, if there is one, when every file is as it says and none that would be read is left unsaid. */
    Optional<Manifest> verify(Optional<String> expectedSha256) throws IOException {
        Path file = directory.resolve(ManifestJson.NAME);
        if (!Files.exists(file)) {
            if (expectedSha256.isPresent()) {
                throw new CheckpointException(
                        "There is no " + ManifestJson.NAME + " in " + directory + ", so it can't be verified.");
            }
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (expectedSha256.isPresent() && !expectedSha256.get().equalsIgnoreCase(Sha256.of(bytes))) {
            throw new CheckpointException(
                    file + " has the sha256 " + Sha256.of(bytes) + " where " + expectedSha256.get()
                            + " was announced. The checkpoint was changed; copy it again from where it was written.");
        }
        Manifest manifest = ManifestJson.read(file.toString(), bytes);
        for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
            verify(file, entry.getKey(), entry.getValue());
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.map(path -> path.getFileName().toString())
                    .filter(CheckpointReader::reads)
                    .filter(name -> !manifest.files().containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new CheckpointException(
                                directory.resolve(name) + " is not in " + file + ". Remove one of the two.");
                    });
        }
        return Optional.of(manifest);
    }

    private void verify(Path manifest, String name, String sha256) throws IOException {
        if (!FileNames.isPlain(name)) {
            throw new CheckpointException(manifest + " names '" + name
                    + "', which is not a file of its directory. Do not use this checkpoint.");
        }
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(
                    file + " is missing, though " + manifest + " names it. Remove the directory and get it again.");
        }
        String actual = Sha256.of(file);
        if (!actual.equalsIgnoreCase(sha256)) {
            throw new CheckpointException(file + " is damaged: its sha256 is " + actual + " where " + manifest
                    + " says " + sha256 + ". Remove the directory and get it again.");
        }
    }
}
