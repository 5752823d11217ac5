package io.sentistream.bert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported networks, run by ONNX Runtime. */
class OnnxExportTest {
    /** Rows of different lengths: all but one are padded. */
    private static final List<int[]> ROWS = List.of(
            new int[] {2, 7, 9, 11, 13, 15, 3}, new int[] {2, 3}, new int[] {2, 40, 41, 42, 3}, new int[] {2, 7, 7, 3});

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({"BERT,1,8,1,2", "BERT,2,8,2,1", "BERT,4,12,3,3", "DISTILBERT,1,8,2,2", "DISTILBERT,3,16,4,5"})
    void logitsAreThoseOfTheNetworkWhateverThePadding(
            Architecture architecture, int layers, int hidden, int heads, int labels) throws OrtException {
        Checkpoint checkpoint = TinyBert.of(
                        List.of("a", "b", "c", "d", "e").subList(0, labels).toArray(String[]::new))
                .architecture(architecture)
                .size(layers, hidden, heads)
                .checkpoint();
        float[][] expected;
        try (Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32)) {
            expected = network.logits(ROWS);
        }
        try (Exported exported = export(checkpoint)) {
            for (int padding : List.of(0, 50)) {
                assertClose(exported.logits(ROWS, padding), expected);
            }
            for (int row = 0; row < ROWS.size(); row++) {
                assertClose(exported.logits(ROWS.subList(row, row + 1), 0), new float[][] {expected[row]});
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void aTextMayBeAsLongAsTheNetworkHasPositions(Architecture architecture) throws OrtException {
        Checkpoint checkpoint =
                TinyBert.of("a", "b").architecture(architecture).positions(64).checkpoint();
        int[] longest = new int[64];
        Arrays.setAll(longest, i -> 5 + i);
        try (Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32);
                Exported exported = export(checkpoint)) {
            assertClose(exported.logits(List.of(longest), 0), network.logits(List.of(longest)));
        }
    }

    @Test
    void theGraphReadsWhatTheArchitecturesTokenizerGives() throws OrtException {
        try (Exported bert = export(TinyBert.of("a", "b").checkpoint());
                Exported distilbert = export(TinyBert.of("a", "b")
                        .architecture(Architecture.DISTILBERT)
                        .checkpoint())) {
            assertThat(bert.session.getInputNames()).containsExactly("input_ids", "attention_mask", "token_type_ids");
            assertThat(distilbert.session.getInputNames()).containsExactly("input_ids", "attention_mask");
            assertThat(bert.session.getOutputNames()).containsExactly("logits");
        }
    }

    @Test
    void besideTheGraphLieTheConfigurationAndTheTokenizerAsACheckpointHasThem() throws IOException {
        Checkpoint checkpoint = TinyBert.of("a", "b").checkpoint();
        Path written = TinyBert.of("a", "b").write(temporary.resolve("checkpoint"));
        Path exported = temporary.resolve("deep/exported");

        OnnxExport.write(checkpoint, exported);

        try (Stream<Path> files = Files.walk(exported)) {
            assertThat(files.filter(Files::isRegularFile).map(exported::relativize))
                    .map(Path::toString)
                    .containsExactlyInAnyOrder(
                            "config.json",
                            "onnx/model.onnx",
                            "special_tokens_map.json",
                            "tokenizer.json",
                            "tokenizer_config.json",
                            "vocab.txt");
        }
        assertThat(exported.resolve("config.json")).hasSameBinaryContentAs(written.resolve("config.json"));
        assertThat(exported.resolve("tokenizer.json")).hasSameBinaryContentAs(written.resolve("tokenizer.json"));
    }

    @Test
    void aDirectoryThatExistsIsLeftAlone() throws IOException {
        Path existing = Files.createDirectory(temporary.resolve("existing"));
        Checkpoint checkpoint = TinyBert.of("a", "b").checkpoint();

        assertThatThrownBy(() -> OnnxExport.write(checkpoint, existing))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(existing + " exists already");
        assertThat(existing).isEmptyDirectory();
    }

    @Test
    void aBaseWithoutAHeadIsRefused() {
        Checkpoint base = TinyBert.of().checkpoint();
        Path directory = temporary.resolve("base");

        assertThatThrownBy(() -> OnnxExport.write(base, directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no classifier");
        assertThat(temporary).isEmptyDirectory();
    }

    private Exported export(Checkpoint checkpoint) throws OrtException {
        Path directory = temporary.resolve(checkpoint.config().architecture().name());
        OnnxExport.write(checkpoint, directory);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return new Exported(
                environment,
                environment.createSession(directory.resolve("onnx/model.onnx").toString()));
    }

    private static void assertClose(float[][] actual, float[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            for (int label = 0; label < expected[row].length; label++) {
                assertThat(actual[row][label])
                        .as("row %d, label %d", row, label)
                        .isCloseTo(expected[row][label], within(1e-4f));
            }
        }
    }

    /** A graph that ONNX Runtime has loaded. */
    private record Exported(OrtEnvironment environment, OrtSession session) implements AutoCloseable {
        /** The logits of rows that are padded with this id, which the mask hides. */
        float[][] logits(List<int[]> rows, int padding) throws OrtException {
            int length = rows.stream().mapToInt(row -> row.length).max().orElse(0);
            long[][] ids = new long[rows.size()][length];
            long[][] mask = new long[rows.size()][length];
            for (int row = 0; row < ids.length; row++) {
                Arrays.fill(ids[row], padding);
                for (int i = 0; i < rows.get(row).length; i++) {
                    ids[row][i] = rows.get(row)[i];
                    mask[row][i] = 1;
                }
            }
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
            inputs.put("attention_mask", OnnxTensor.createTensor(environment, mask));
            if (session.getInputNames().contains("token_type_ids")) {
                inputs.put("token_type_ids", OnnxTensor.createTensor(environment, new long[rows.size()][length]));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return (float[][]) result.get(0).getValue();
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
