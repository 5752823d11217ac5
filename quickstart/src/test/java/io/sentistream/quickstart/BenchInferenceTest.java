package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench inference} with a tiny random BERT. */
class BenchInferenceTest {
    @TempDir
    private Path directory;

    private String model;

    @BeforeEach
    void writeModel() {
        model = "--model=" + TinyBert.of("negative", "positive").write(directory.resolve("tiny"));
    }

    private Cli bench(String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"bench", "inference", model, "--threads=1"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return Cli.run(directory, all);
    }

    @Test
    void theTableHasARowForEachRivalWithRatiosAndVersions() {
        Cli cli = bench("--rounds=1");

        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).startsWith("400 texts").contains("PyTorch 2", "DJL 0", "ONNX Runtime 1");
        assertThat(lines.subList(4, lines.size()))
                .extracting(line -> line.split(" \\| |\\| ", -1)[1])
                .containsExactly(
                        "float32, portable",
                        "float32, packed",
                        "ONNX Runtime float32",
                        "int8",
                        "int8, encoder of all positions");
        assertThat(lines.get(6)).contains("| 1.00 / 1.00 |");
    }

    @Test
    void jsonHasTheMedianAndTheLatenciesOfEach() throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(bench("--rounds=2", "--json").out());

        assertThat(report.get("rounds").asInt()).isEqualTo(2);
        assertThat(report.get("rivals")).hasSize(5).allSatisfy(rival -> {
            assertThat(rival.get("textsPerSecond").asDouble())
                    .isBetween(
                            rival.get("slowest").asDouble(),
                            rival.get("fastest").asDouble());
            assertThat(rival.get("p50").fieldNames()).toIterable().containsExactly("1", "8", "32");
        });
    }

    @Test
    void tooFewTextsAreRefused() throws IOException {
        Path few = Files.writeString(directory.resolve("few.tsv"), "good film\tpositive\n");

        Cli cli = bench("--data=" + few);

        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).contains("the benchmark has 1 texts; give it 32 or more");
    }

    @Test
    void roundsOfNoneAreRefused() {
        assertThat(bench("--rounds=0").err()).contains("--rounds 0").contains("give 1 or more");
    }
}
