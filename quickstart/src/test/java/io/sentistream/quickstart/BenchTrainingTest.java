package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench training} and {@code bench memory} with a tiny random BERT. */
class BenchTrainingTest {
    @TempDir
    private Path directory;

    private String model;

    @BeforeEach
    void writeBase() {
        model = "--model=" + TinyBert.of().positions(128).write(directory.resolve("tiny"));
    }

    @Test
    void theTableHasARowForEachAndRatiosToOurs() {
        Cli cli = Cli.run(directory, "bench", "training", model, "--threads=1", "--steps=2", "--rounds=1");

        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).startsWith("2 steps on 64 rows").contains("PyTorch 2", "DJL 0");
        assertThat(lines.subList(4, lines.size()))
                .extracting(line -> line.split(" \\| |\\| ", -1)[1])
                .containsExactly(
                        "float32",
                        "float32, word embeddings frozen",
                        "bfloat16",
                        "plain program",
                        "float32, padded to 128");
        assertThat(lines.get(4)).contains("| 1.00 / 1.00 / 1.00 |");
    }

    @Test
    void aPythonThatIsNotThereIsNamedWithWhatItNeeds() {
        Cli cli = Cli.run(directory, "bench", "training", model, "--python=no-such-python");

        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).contains("no-such-python").contains("python3-torch");
    }

    @Test
    void memoryIsPrintedForEachTenth() {
        Cli cli = Cli.run(directory, "bench", "memory", model, "--steps=10", "--batches=10", "--loads=10");

        assertThat(cli.err()).isEmpty();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.subList(2, 6))
                .allSatisfy(line -> assertThat(line.split("\\|")).hasSize(12));
    }

    @Test
    void aShapeThatIsNoneIsRefused() {
        Cli cli = Cli.run(directory, "bench", "memory", model, "--shape=6x385");

        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).contains("6x385").contains("multiple of 32").contains("6x384");
    }
}
