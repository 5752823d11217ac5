package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench poisoning} as a user runs it, but for the model: a tiny random BERT. */
class BenchPoisoningTest {
    @TempDir
    private Path directory;

    private Cli bench(String... arguments) throws IOException {
        Path domain = Files.createDirectories(directory.resolve("films"));
        Files.writeString(domain.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("film %d is %s"));
        Files.writeString(domain.resolve("dev.tsv"), "sentence\tlabel\nthe film is awful\t0\nit is great\t1\n");
        Path base = Files.createDirectories(directory.resolve("base"));
        Files.writeString(base.resolve("train.tsv"), "sentence\tlabel\n" + TinySystem.rows("book %d was %s"));
        Files.writeString(base.resolve("dev.tsv"), "sentence\tlabel\nthe book was awful\t0\n");
        List<String> all = new ArrayList<>(List.of(
                "bench",
                "poisoning",
                "--domain=" + domain,
                "--base-data=" + base,
                "--seeds=1",
                "--labels=40",
                "--work=" + directory.resolve("work")));
        all.addAll(TinySystem.options(directory));
        all.addAll(List.of(arguments));
        return Cli.run(directory.resolve("home"), all.toArray(String[]::new));
    }

    @Test
    void attacksAreLearnedAndWhatWasMeasuredIsNotMeasuredAgain() throws IOException {
        Cli first = bench("--attack=planted phrase", "--attack=slow drip");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .containsPattern("\\| films, 40 labels \\| none, 0 rows \\| 1 \\| \\d / \\d / \\d \\|")
                .containsPattern("\\| planted phrase, 50 rows \\| 1 \\| \\d / \\d / \\d \\| .*% .*% .*%")
                .containsPattern("\\| slow drip, 5 rows in each of 5 retrainings \\| 1 \\|")
                .doesNotContain("| random flips");
        Path cells = directory.resolve("work/cells.jsonl");
        List<String> lines = Files.readAllLines(cells);
        assertThat(lines).hasSize(1 + 3 + 2);

        bench("--attack=planted phrase");

        assertThat(Files.readAllLines(cells)).isEqualTo(lines);
    }

    @Test
    void honestRetrainingsAreCountedWithTheScansFalseAlarms() throws IOException {
        Cli clean = bench("--clean=2", "--clean-labels=20,40");

        assertThat(clean.out()).contains("Of 2 retrainings on honest feedback the scan refused 0");
        assertThat(Files.readAllLines(directory.resolve("work/clean.jsonl"))).hasSize(2);
    }

    @Test
    void anAttackThatNobodyKnowsIsRefusedWithThoseThatAreKnown() throws IOException {
        assertThat(bench("--attack=flips").err()).contains("'flips'", "random flips", "planted phrase");
    }
}
