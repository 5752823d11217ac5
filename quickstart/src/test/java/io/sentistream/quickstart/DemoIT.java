package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it, but for the model: a tiny random BERT. */
class DemoIT {
    @TempDir
    private Path directory;

    @Test
    void theDemoShowsResultsRetrainsSwapsAndComparesAndLeavesNothingBehind() throws IOException {
        Cli demo = demo(file("feedback.tsv", TinySystem.rows("film %d is %s")));

        assertThat(demo.err()).isEmpty();
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out())
                .contains(
                        "3 of 4 reviews", "the film was good", "Accuracy before", "60 labels go to the topic feedback")
                .containsPattern("v2-\\S+ promoted: ")
                .containsPattern("Its first result came [0-9.]+ s after the last label")
                .contains("Accuracy after")
                .containsPattern("held/out.tsv +\\d+\\.\\d % \\(\\d of 2\\), [+-]\\d+\\.\\d points")
                .contains("Done in ");
        try (Stream<Path> left = Files.list(directory.resolve("home"))) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("demo-"));
        }
    }

    @Test
    void forAProgramTheShowGoesToStandardErrorAndOneObjectToStandardOutput() throws IOException {
        Cli demo = demo(file("feedback.tsv", TinySystem.rows("film %d is %s")), "--json");

        assertThat(demo.exitCode()).isZero();
        assertThat(demo.err()).contains("Accuracy before", "Done in ");
        JsonNode outcome = new ObjectMapper().readTree(demo.out());
        assertThat(demo.out().lines()).hasSize(1);
        assertThat(outcome.get("verdict").textValue()).isEqualTo("promoted");
        assertThat(outcome.get("version").textValue()).startsWith("v2-");
        assertThat(outcome.get("before").size()).isEqualTo(1);
        assertThat(outcome.get("after").fieldNames().next())
                .isEqualTo(outcome.get("before").fieldNames().next());
    }

    @Test
    void aLabelThatTheModelDoesNotHaveIsRefusedBeforeAnythingIsSent() throws IOException {
        Cli refused = demo(file("feedback.tsv", "this film is great\tpositive\nthis film is odd\tmeh\n"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("'meh' is none of negative, positive");
        assertThat(refused.out()).doesNotContain("Accuracy before");
    }

    private Cli demo(Path feedback, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(TinySystem.options(directory));
        arguments.add(0, "demo");
        arguments.add("--base-data=" + TinySystem.baseData(directory));
        arguments.add(
                "--reviews=" + file("reviews.txt", "the film was good\nthe book was bad\nthis is it\nvery good\n"));
        arguments.add("--limit=3");
        arguments.addAll(List.of(more));
        arguments.add("--feedback=" + feedback);
        arguments.add("--held-out=" + file("held/out.tsv", "the film was awful\t0\nthe book was great\tPositive\n"));
        return Cli.run(directory.resolve("home"), arguments.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
