package io.sentistream.trainer.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
    private static final Checkpoint TINY = TinyBert.of("negative", "positive").checkpoint();

    @TempDir
    private Path directory;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(directory.resolve("line"));
    }

    private Stored write(String version) {
        return store.write(TINY, TinyBert.manifest(version), "A card.\n");
    }

    @Test
    void whatIsWrittenOpensWithTheHashThatItIsAnnouncedBy() {
        Stored stored = write("v1-aaaaaaaa");

        assertThat(store.has("v1-aaaaaaaa")).isTrue();
        assertThat(Checkpoint.open(stored.directory(), stored.digest().manifestSha256())
                        .weights())
                .isEqualTo(TINY.weights());
        assertThat(stored.digest().bytes()).isPositive();
    }

    @Test
    void whatAProcessLeftThatDiedBeforeItsAnnouncementIsReplaced() throws IOException {
        Path left = write("v1-aaaaaaaa").directory();
        Files.writeString(left.resolve("left"), "over");

        write("v1-aaaaaaaa");

        assertThat(left.resolve("left")).doesNotExist();
        assertThat(Checkpoint.open(left).manifest()).isPresent();
    }

    @Test
    void onlyAnnouncedVersionsThatAreNotKeptAreDeletedAndHalfWrittenOnes() throws IOException {
        Path first = write("v1-aaaaaaaa").directory();
        byte[] manifest = Files.readAllBytes(first.resolve("manifest.json"));
        write("v2-bbbbbbbb");
        write("v3-cccccccc");
        Files.createDirectories(directory.resolve("line/.v4-half/x"));

        store.retain(Set.of("v2-bbbbbbbb"), Set.of("v1-aaaaaaaa", "v2-bbbbbbbb"));

        assertThat(directory.resolve("line").toFile().list())
                .containsExactlyInAnyOrder("v2-bbbbbbbb", "v3-cccccccc", "manifests");
        assertThat(directory.resolve("line/manifests").toFile().list()).containsExactly("v1-aaaaaaaa.json");
        assertThat(directory.resolve("line/manifests/v1-aaaaaaaa.json")).hasBinaryContent(manifest);
        assertThat(store.has("v1-aaaaaaaa")).isFalse();
    }

    @Test
    void whatWasDeletedButForItsManifestCanBeWrittenAndDeletedAgain() {
        for (int time = 0; time < 2; time++) {
            write("v1-aaaaaaaa");
            store.retain(Set.of(), Set.of("v1-aaaaaaaa"));
        }

        assertThat(directory.resolve("line/manifests").toFile().list()).containsExactly("v1-aaaaaaaa.json");
    }

    @Test
    void aStoreThatWasNeverWrittenToHasNothing() {
        store.retain(Set.of(), Set.of("v1-aaaaaaaa"));

        assertThat(store.has("v1-aaaaaaaa")).isFalse();
        assertThat(directory.resolve("line")).doesNotExist();
    }
}
