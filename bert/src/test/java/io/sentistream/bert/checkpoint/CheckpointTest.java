package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void whatIsWrittenIsOpenedAgain(Architecture architecture) {
        Checkpoint written =
                TinyBert.of("negative", "positive").architecture(architecture).checkpoint();
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "v3-1f0c9a2b",
                Optional.of("minilm"),
                Instant.parse("2026-02-03T04:05:06Z"),
                Map.of(),
                Map.of("accuracy", 0.875, "loss", Double.NaN),
                1.5,
                Map.of("epochs", "2"),
                Map.of(0, 17L, 1, 4_000_000_000L));

        Manifest asWritten = written.write(directory.resolve("model"), manifest, "# A model\n");
        Checkpoint opened = Checkpoint.open(directory.resolve("model"));

        assertThat(opened.config()).isEqualTo(written.config());
        assertThat(opened.weights()).isEqualTo(written.weights());
        assertThat(List.copyOf(opened.weights().keySet()))
                .isEqualTo(List.copyOf(written.weights().keySet()));
        assertThat(opened.tokenizerFiles().keySet()).containsAll(TokenizerFiles.NAMES);
        assertThat(opened.manifest()).contains(asWritten);
        assertThat(asWritten.files().keySet())
                .containsExactlyInAnyOrder(
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "vocab.txt",
                        "README.md");
        assertThat(asWritten.files().get("model.safetensors")).isEqualTo(written.weightsSha256());
        assertThat(opened.weightsSha256()).isEqualTo(written.weightsSha256());
    }

    @Test
    void aWrittenDirectoryHasWhatFromPretrainedNeeds() throws IOException {
        TinyBert.of("bad", "good").write(directory.resolve("model"));

        var config = new ObjectMapper()
                .readTree(directory.resolve("model/config.json").toFile());
        assertThat(config.at("/architectures/0").asText()).isEqualTo("BertForSequenceClassification");
        assertThat(config.at("/model_type").asText()).isEqualTo("bert");
        assertThat(config.at("/id2label/1").asText()).isEqualTo("good");
        assertThat(config.at("/label2id/bad").asInt(-1)).isZero();
        assertThat(Safetensors.read(directory.resolve("model/model.safetensors"))
                        .metadata())
                .containsEntry("format", "pt");
        assertThat(directory)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void anExistingDirectoryIsNotOverwritten() throws IOException {
        Path existing = Files.createDirectory(directory.resolve("model"));

        assertThatThrownBy(() -> TinyBert.of("a", "b").write(existing))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(existing + " exists already");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(existing);
        }
    }

    @Test
    void aWriteThatFailsLeavesNothingBehind() throws IOException {
        Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> TinyBert.of("a", "b").write(directory.resolve("file/model")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("file/model");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void aNewHeadIsRandomButRepeatableAndTheEncoderStays(Architecture architecture) {
        Checkpoint base = TinyBert.of().architecture(architecture).checkpoint();
        assertThat(base.hasHead()).isFalse();

        Checkpoint headed = base.withNewHead(List.of("a", "b", "c"), 7);

        assertThat(headed.hasHead()).isTrue();
        assertThat(headed.config().labels()).containsExactly("a", "b", "c");
        assertThat(headed.weights()).containsAllEntriesOf(base.weights());
        assertThat(headed.weights().get("classifier.weight").shape()).containsExactly(3, 16);
        assertThat(headed.weights().get("classifier.bias").toFloats()).containsOnly(0f);
        float[] pooler = headed.weights()
                .get(architecture == Architecture.BERT ? "bert.pooler.dense.weight" : "pre_classifier.weight")
                .toFloats();
        double squares = 0;
        for (float weight : pooler) {
            squares += weight * weight;
        }
        assertThat(Math.sqrt(squares / pooler.length)).isBetween(0.017, 0.023);
        assertThat(base.withNewHead(List.of("a", "b", "c"), 7).weights()).isEqualTo(headed.weights());
        assertThat(base.withNewHead(List.of("a", "b", "c"), 8).weights()).isNotEqualTo(headed.weights());
    }

    @Test
    void aNewHeadKeepsThePoolerThatIsThere() {
        Checkpoint trained = TinyBert.of("a", "b").checkpoint();

        Checkpoint headed = trained.withNewHead(List.of("x", "y", "z"), 1);

        assertThat(headed.weights().get("bert.pooler.dense.weight"))
                .isEqualTo(trained.weights().get("bert.pooler.dense.weight"));
    }

    @Test
    void weightsThatDoNotFitAreNamed() {
        Checkpoint checkpoint = TinyBert.of("a", "b").checkpoint();
        Map<String, Tensor> weights = new LinkedHashMap<>(checkpoint.weights());
        weights.remove("bert.pooler.dense.bias");
        weights.put("classifier.weight", Tensor.of(new float[48], 3, 16));
        weights.put("surplus", Tensor.of(new float[1], 1));

        assertThatThrownBy(() -> checkpoint.withWeights(weights))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("'bert.pooler.dense.bias' [16] is missing")
                .hasMessageContaining("'classifier.weight' has the shape [3, 16]")
                .hasMessageContaining("[2, 16]")
                .hasMessageContaining("'surplus' is unknown");
    }

    @Test
    void otherWeightsMakeAnotherCheckpointWithoutManifest() {
        Checkpoint one = Checkpoint.open(TinyBert.of("a", "b").seed(1).write(directory.resolve("one")));
        Checkpoint two = TinyBert.of("a", "b").seed(2).checkpoint();

        Checkpoint mixed = one.withWeights(two.weights());

        assertThat(mixed.weights()).isEqualTo(two.weights());
        assertThat(mixed.manifest()).isEmpty();
        assertThat(mixed.weightsSha256()).isNotEqualTo(one.weightsSha256());
    }
}
