package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    @TempDir
    private static Path cache;

    @Test
    void minilmIsConvertedOnceEvenWhenSeveralAskAtOnce() {
        Models models = new Models(cache);

        List<Path> resolved = IntStream.range(0, 2)
                .parallel()
                .mapToObj(i -> models.resolve("minilm"))
                .toList();

        assertThat(resolved).containsOnly(resolved.get(0));
        assertThat(cache).isDirectoryContaining(resolved.get(0)::equals);
        Checkpoint minilm = Checkpoint.open(resolved.get(0));
        assertThat(minilm.config()).isEqualTo(PublishedBase.MINILM.config());
        assertThat(minilm.hasHead()).isFalse();
        try (Tokenizer tokenizer = Tokenizer.of(minilm)) {
            assertThat(tokenizer.encode("Hello, world!", 512, 8).windows().get(0))
                    .containsExactly(101, 7592, 1010, 2088, 999, 102);
        }
    }

    @Test
    void theStarterIsRestoredOverItsBaseAndItsDirectoryIsNamedAfterIt() throws IOException {
        PreparedModels prepared = new PreparedModels(cache);
        Checkpoint base = Checkpoint.open(prepared.base(Starter.BASE));
        Checkpoint tuned = base.withNewHead(List.of("negative", "positive"), 5);
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        WeightDelta.write(base, tuned, delta);

        Starter bundled = new Starter(delta.toByteArray(), new byte[0], "# A starter\n");

        Path first = prepared.starter(Optional.of(bundled));
        Path again = prepared.starter(Optional.of(bundled));

        assertThat(again).isEqualTo(first);
        assertThat(first.getFileName().toString()).matches("starter-[0-9a-f]{8}");
        assertThat(first.resolve("README.md")).hasContent("# A starter\n");
        Checkpoint starter = Checkpoint.open(first);
        assertThat(starter.config().labels()).containsExactly("negative", "positive");
        assertThat(starter.manifest().orElseThrow().version()).isEqualTo("starter");
        assertThat(starter.weights()).containsAllEntriesOf(base.weights());
    }

    @Test
    void theStartersReferenceLiesBesideItsWeightsAndFitsThem() {
        Checkpoint starter = Checkpoint.open(new PreparedModels(cache).starter(Starter.bundled()));

        Reference reference = starter.reference().orElseThrow();
        assertThat(reference.rows()).isEqualTo(3_007);
        assertThat(reference.values()).containsOnlyKeys(Feature.values());
        // By the definition of the distance its squares are 1 on average.
        assertThat(reference.values().get(Feature.DISTANCE).stream()
                        .mapToDouble(distance -> distance * distance)
                        .average()
                        .orElseThrow())
                .isBetween(0.95, 1.05);
    }

    @Test
    void aBuildWithoutStarterSaysSo() {
        assertThatThrownBy(() -> new PreparedModels(cache).starter(Optional.empty()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no starter model");
    }

    @Test
    void aDirectoryIsItsOwnName() {
        Path model = TinyBert.of("a", "b").write(cache.resolve("tiny"));

        assertThat(new Models(cache).resolve(model.toString())).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-base-uncased", "", "./nowhere", "../a/b", "a\u0000b", "https://huggingface.co/a/b"})
    void aNameOfNothingIsRefusedWithTheNamesThatAreKnown(String name) {
        assertThatThrownBy(() -> new Models(cache).resolve(name))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("starter, minilm and e5-small")
                .hasMessageContaining("owner/name");
    }

    @Test
    void aHubNameThatCannotBeHadNamesTheDirectoryAndTheHub() {
        HubSettings offline =
                new HubSettings(URI.create("https://huggingface.co"), cache.resolve("hub"), Optional.empty(), true);
        Models models = new Models(new PreparedModels(cache), () -> new HubModels(offline));

        assertThatThrownBy(() -> models.resolve("tiny/bert"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no directory tiny/bert")
                .hasMessageContaining("HF_HUB_OFFLINE");
    }
}
