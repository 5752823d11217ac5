package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench drift} as a user runs it, but for the model: a tiny random BERT. */
class BenchDriftTest {
    @TempDir
    private Path directory;

    private Path rows(String name, String format, int count) throws IOException {
        Random random = new Random(3);
        return Files.writeString(
                directory.resolve(name),
                random.ints(count, 0, 1_000_000)
                        .mapToObj(i -> String.format(format, i) + "\t" + i % 2)
                        .collect(Collectors.joining("\n")));
    }

    private Cli bench(String... more) throws IOException {
        Path model = directory.resolve("tiny");
        if (Files.notExists(model)) {
            TinyBert.of("negative", "positive").write(model);
        }
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "bench",
                                "drift",
                                "--model=" + model,
                                "--base-data=" + rows("books.tsv", "this book is number %d", 900),
                                "--domain="
                                        + rows(
                                                "kettles.tsv",
                                                "kettle %d boils, hums; it is good to hold and to pour",
                                                300),
                                "--runs=3",
                                "--results=900",
                                "--trainer=withheld.rows=600",
                                "--work=" + directory.resolve("work")),
                        Stream.of(more))
                .toList();
        return Cli.run(directory.resolve("home"), arguments.toArray(String[]::new));
    }

    @Test
    void falseAlarmsAndDelaysArePrintedAndTheModelIsAskedOnce() throws IOException {
        Cli first = bench();

        assertThat(first.err()).contains("kettles.tsv: 0 of 300 rows");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("false alarms in 3 × 900", "| all features | 0 | 0 | 0 |")
                .containsPattern("\\| kettles.tsv \\| length \\| 3 \\| \\d+ \\| \\d+ \\|")
                .contains("| kettles.tsv | unknown_rate | 0 | not noticed | not noticed |");
        Map<String, FileTime> kept = kept();
        assertThat(kept.keySet()).anyMatch(name -> name.startsWith("kettles.tsv-300-"));

        assertThat(bench().out()).isEqualTo(first.out());
        assertThat(kept()).isEqualTo(kept);
    }

    private Map<String, FileTime> kept() throws IOException {
        Map<String, FileTime> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory.resolve("work"))) {
            for (Path file : files.toList()) {
                kept.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return kept;
    }
}
