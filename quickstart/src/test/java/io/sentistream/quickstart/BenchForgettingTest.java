package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench forgetting} as a user runs it, but for the model: a tiny random BERT. */
class BenchForgettingTest {
    private static final int STEPS = 3;

    @TempDir
    private Path directory;

    private Path films;
    private Path base;

    @BeforeEach
    void write() throws IOException {
        films = Files.createDirectories(directory.resolve("films"));
        Files.writeString(films.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("film %d is %s"));
        Files.writeString(films.resolve("dev.tsv"), "sentence\tlabel\nthe film is awful\t0\nit is great\t1\n");
        base = Files.createDirectories(directory.resolve("books"));
        Files.writeString(base.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("book %d was %s"));
        Files.writeString(base.resolve("dev.tsv"), "sentence\tlabel\nthe book was awful\t0\n");
    }

    private Cli bench() throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "bench",
                "forgetting",
                "--domain=" + films,
                "--base-data=" + base,
                "--seeds=1",
                "--labels=20",
                "--work=" + directory.resolve("work")));
        all.addAll(TinySystem.options(directory));
        return Cli.run(directory.resolve("home"), all.toArray(String[]::new));
    }

    @Test
    void domainsAreLearnedOneAfterTheOtherInEveryWayAndAnInterruptedSequenceGoesOnWhereItWas() throws IOException {
        Cli first = bench();

        assertThat(first.err()).contains("The log is ", "step 1, books");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .startsWith("|")
                .contains("| learned | step | seeds | served | books | films |")
                .containsPattern("\\| before \\| – \\| 1 \\| 1 \\|")
                .containsPattern("\\| ours \\| 1 books \\| 1 \\| 1 \\|")
                .containsPattern("\\| ours \\| 2 films \\| 1 \\| 1 \\|")
                .containsPattern("\\| no replay \\| 3 books \\| 1 \\| 1 \\|")
                .containsPattern(
                        "\\| plain replay \\| 1 \\| \\d+\\.\\d % \\| [+-]\\d+\\.\\d\\d \\| .* \\| 0\\.00 \\(0\\.00 to 0\\.00\\) \\|");
        Path cells = directory.resolve("work/cells.jsonl");
        List<String> lines = Files.readAllLines(cells);
        assertThat(lines).hasSize(1 + 4 * STEPS);

        // As if it had been killed in the last step of the last way.
        Files.write(cells, lines.subList(0, lines.size() - 1));
        Cli again = bench();

        assertThat(right(Files.readAllLines(cells))).isEqualTo(right(lines));
        assertThat(again.out().lines().filter(line -> line.startsWith("|")))
                .containsExactlyElementsOf(
                        first.out().lines().filter(line -> line.startsWith("|")).toList());
    }

    /** Without the versions' names and times. */
    private static List<String> right(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.indexOf("\"right\"")))
                .toList();
    }
}
