package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench adaptation} as a user runs it, but for the model: a tiny random BERT. */
class BenchAdaptationIT {
    @TempDir
    private Path directory;

    @Test
    void labelsAreStreamedStepByStepAndWhatWasMeasuredIsNotMeasuredAgain() throws IOException {
        Path domain = Files.createDirectories(directory.resolve("films"));
        Files.writeString(domain.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("film %d is %s"));
        Files.writeString(domain.resolve("dev.tsv"), "sentence\tlabel\nthe film is awful\t0\nit is great\t1\n");
        Path base = Files.createDirectories(directory.resolve("base"));
        Files.writeString(base.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("book %d was %s"));
        Files.writeString(base.resolve("dev.tsv"), "sentence\tlabel\nthe book was awful\t0\n");

        Cli first = bench(domain, base);

        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .containsPattern("\\| films \\| 0 \\| 1 \\| \\d+\\.\\d % .*\\| 1 of 1 \\| – \\| 0 \\+ 0 \\+ 0 \\|")
                .containsPattern("\\| films \\| 20 \\| 1 \\| .*\\| 1 of 1 \\| \\d+ \\(\\d+\\) \\| ")
                .containsPattern("\\| films \\| 60 \\| 1 \\| ");
        Path cells = directory.resolve("work/cells.jsonl");
        List<String> lines = Files.readAllLines(cells);
        assertThat(lines).hasSize(3);
        assertThat(directory.resolve("work/films-1")).doesNotExist();

        Cli again = bench(domain, base);

        assertThat(again.out()).contains("| films | 60 | 1 |");
        assertThat(Files.readAllLines(cells)).isEqualTo(lines);
    }

    @Test
    void whatCantBeMeasuredIsSaidBeforeAnythingIsStarted() throws IOException {
        Path home = directory.resolve("home");

        assertThat(Cli.run(home, "bench", "adaptation", "--domain=" + directory.resolve("none"), "--base-data=sample")
                        .err())
                .contains("--base-data sample has no validation rows");
        assertThat(Cli.run(home, "bench", "adaptation", "--domain=" + directory, "--labels=50,20")
                        .err())
                .contains("[50, 20]", "numbers that rise");
    }

    private Cli bench(Path domain, Path base) throws IOException {
        List<String> arguments = new ArrayList<>(TinySystem.options(directory));
        arguments.addAll(
                0,
                List.of(
                        "bench",
                        "adaptation",
                        "--domain=" + domain,
                        "--base-data=" + base,
                        "--seeds=1",
                        "--labels=0,20,1000",
                        "--work=" + directory.resolve("work")));
        return Cli.run(directory.resolve("home"), arguments.toArray(String[]::new));
    }
}
