package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench asking} as a user runs it, but for the model: a tiny random BERT. */
class BenchAskingTest {
    @TempDir
    private Path directory;

    private Cli bench() throws IOException {
        List<String> arguments = new ArrayList<>(TinySystem.options(directory));
        Path domain = Files.writeString(directory.resolve("films.tsv"), TinySystem.rows("film %d is %s"));
        arguments.addAll(
                0,
                List.of(
                        "bench",
                        "asking",
                        "--base-data=" + TinySystem.baseData(directory),
                        "--domain=" + domain,
                        "--seeds=1,2",
                        "--pool=40",
                        "--labels=10",
                        "--work=" + directory.resolve("work")));
        return Cli.run(directory.resolve("home"), arguments.toArray(String[]::new));
    }

    @Test
    void chosenAndRandomLabelsAreLearnedAndComparedAndWhatWasMeasuredIsNotMeasuredAgain() throws IOException {
        Cli first = bench();

        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .containsPattern("\\| films.tsv \\| 10 chosen \\| 2 \\| \\d+\\.\\d+ % \\| .* points \\| – \\| – \\|")
                .containsPattern("\\| films.tsv \\| 10 random \\| 2 \\| .* of 2 \\|")
                .containsPattern("\\| films.tsv \\| 15 random \\| 2 \\| .* of 2 \\|");
        Path cells = directory.resolve("work/cells.jsonl");
        List<String> lines = Files.readAllLines(cells);
        assertThat(lines).hasSize(6);

        bench();

        assertThat(Files.readAllLines(cells)).isEqualTo(lines);
    }
}
