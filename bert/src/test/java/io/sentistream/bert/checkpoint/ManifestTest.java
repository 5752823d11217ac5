package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void write() {
        directory = TinyBert.of("a", "b").write(temporary.resolve("model"));
    }

    @Test
    void theDigestIsThatOfTheManifestAndTheSizeThatOfAllFiles() throws IOException {
        CheckpointDigest digest = CheckpointDigest.of(directory);

        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(digest.bytes()).isEqualTo(bytes);
        assertThat(digest.manifestSha256()).matches("[0-9a-f]{64}");
        assertThat(Checkpoint.open(directory, digest.manifestSha256()).manifest())
                .isPresent();
        assertThatThrownBy(() -> CheckpointDigest.of(temporary)).isInstanceOf(CheckpointException.class);
    }

    @Test
    void aManifestOtherThanTheOneAnnouncedIsRefused() throws IOException {
        String announced = CheckpointDigest.of(directory).manifestSha256();
        change(manifest -> manifest.put("version", "v9-00000000"));

        assertThat(Checkpoint.open(directory).manifest().orElseThrow().version())
                .isEqualTo("v9-00000000");
        assertThatThrownBy(() -> Checkpoint.open(directory, announced))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("manifest.json")
                .hasMessageContaining(announced);
        Files.delete(directory.resolve("manifest.json"));
        assertThatThrownBy(() -> Checkpoint.open(directory, announced)).hasMessageContaining("no manifest.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "vocab.txt",
                "README.md"
            })
    void aFileWithOneBitChangedIsRefused(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve(name), bytes);

        assertRefused(directory.resolve(name) + " is damaged");
    }

    @Test
    void aFileThatIsMissingOrWasAddedIsRefused() throws IOException {
        Path added = Files.writeString(directory.resolve("model.safetensors.index.json"), "{}");
        assertRefused(added + " is not in");
        Files.delete(added);
        Files.writeString(directory.resolve("notes.md"), "not read, so not minded");
        Checkpoint.open(directory);
        Files.delete(directory.resolve("vocab.txt"));
        assertRefused("vocab.txt is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.txt", "/etc/hostname", "a/b", "..", "", ".hidden", "C:\\x", "a\\b", "a\u0000b"})
    void aNameThatLeadsOutOfTheDirectoryIsRefused(String name) {
        change(manifest -> ((ObjectNode) manifest.get("files")).put(name, "0".repeat(64)));

        assertRefused("not a file of its directory");
    }

    @Test
    void aManifestOfANewerFormatIsRefused() {
        change(manifest -> manifest.put("format_version", 2));
        assertRefused("format_version 2");
        change(manifest -> manifest.remove("format_version"));
        assertRefused("format_version");
    }

    @Test
    void aManifestThatIsDamagedIsRefused() {
        change(manifest -> manifest.put("created_at", "yesterday"));
        assertRefused("manifest.json is damaged");
        change(manifest -> manifest.put("created_at", "2026-01-01T00:00:00Z").put("temperature", "warm"));
        assertRefused("manifest.json is damaged");
        change(manifest ->
                manifest.put("temperature", 1).putObject("feedback_offsets").put("zero", 1));
        assertRefused("manifest.json is damaged");
        change(manifest -> manifest.putObject("feedback_offsets"));
        change(manifest -> manifest.remove("version"));
        assertRefused("manifest.json is damaged");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Checkpoint.open(directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    private void change(Consumer<ObjectNode> change) {
        Path file = directory.resolve("manifest.json");
        ObjectNode manifest = Json.object(file);
        change.accept(manifest);
        try {
            Files.write(file, Json.bytes(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
