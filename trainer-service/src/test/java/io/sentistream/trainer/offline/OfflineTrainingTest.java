package io.sentistream.trainer.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OfflineTrainingTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = Files.createDirectory(directory.resolve("words"));
        Files.writeString(data.resolve("train.tsv"), rows(0, 200));
        Files.writeString(data.resolve("dev.tsv"), rows(200, 220));
    }

    private static String rows(int from, int to) {
        return "sentence\tlabel\n"
                + IntStream.range(from, to)
                        .mapToObj(i -> "this book was " + (i % 2 == 0 ? "awful " : "great ") + i + " \t" + i % 2)
                        .collect(Collectors.joining("\n"));
    }

    private int train(String... arguments) {
        CommandLine commandLine = new CommandLine(CommandSpec.create().name("program"))
                .addSubcommand(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                });
        return commandLine.execute(Stream.concat(
                        Stream.of("train", "--device", "cpu", "--max-length", "64", "--data", data.toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Path base(String... labels) {
        return TinyBert.of(labels).write(directory.resolve("tiny"));
    }

    @Test
    void aBaseBecomesAHuggingFaceDirectoryWithItsManifestAndCard() throws IOException {
        Path written = directory.resolve("trained");

        assertThat(train(
                        "--base",
                        base().toString(),
                        "--out",
                        written.toString(),
                        "--epochs",
                        "1",
                        "--withheld-rows",
                        "20"))
                .as(err.toString())
                .isZero();

        Checkpoint trained = Checkpoint.open(written);
        assertThat(trained.config().labels()).containsExactly("negative", "positive");
        Manifest manifest = trained.manifest().orElseThrow();
        assertThat(manifest.version()).isEqualTo("trained");
        assertThat(manifest.parent()).contains(directory.resolve("tiny").toString());
        assertThat(manifest.metrics())
                .containsEntry("base.withheld.rows", 20.0)
                .containsEntry("validation.rows", 20.0)
                .containsKeys("train.loss", "train.seconds", "validation.accuracy.low");
        assertThat(manifest.training()).containsEntry("train.rows", "180").containsEntry("withheld.rows", "20");
        assertThat(manifest.training().get("command")).startsWith("program train --device cpu");
        assertThat(Files.readString(written.resolve("README.md")))
                .contains(
                        "# trained",
                        "words",
                        "180 rows trained on",
                        "\nprogram train --device cpu",
                        "--withheld-rows 20",
                        "accuracy on validation");
        assertThat(out.toString()).contains("accuracy on validation rows").contains("of 20");
    }

    @Test
    void logsStayAndTheStateGoesWhenItIsDone() throws IOException {
        train(
                "--base",
                base("bad", "good").toString(),
                "--out",
                directory.resolve("trained").toString(),
                "--epochs",
                "1");

        try (Stream<Path> left = Files.list(directory.resolve("trained.training"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("log.jsonl", "tensorboard");
        }
        assertThat(Files.readAllLines(directory.resolve("trained.training/log.jsonl")))
                .anyMatch(line -> line.startsWith("{\"event\":\"step\""))
                .anyMatch(line -> line.startsWith("{\"event\":\"evaluation\""));
        assertThat(Checkpoint.open(directory.resolve("trained")).config().labels())
                .isEqualTo(List.of("bad", "good"));
    }

    @Test
    void otherValidationRowsCanBeGivenAndNothingWithheld() throws IOException {
        Path validation = directory.resolve("mine.tsv");
        Files.writeString(validation, rows(300, 330));

        assertThat(train(
                        "--base",
                        base("bad", "good").toString(),
                        "--out",
                        directory.resolve("trained").toString(),
                        "--epochs",
                        "1",
                        "--withheld-rows",
                        "0",
                        "--validation",
                        validation.toString(),
                        "--freeze-word-embeddings"))
                .isZero();

        assertThat(Checkpoint.open(directory.resolve("trained"))
                        .manifest()
                        .orElseThrow()
                        .metrics())
                .containsEntry("validation.rows", 30.0)
                .doesNotContainKey("base.withheld.rows");
        assertThat(out.toString()).contains("of 30").doesNotContain("withheld");
    }

    @Test
    void scoresAreCalibratedOnTheWithheldRowsWhereTheyAreMany() throws IOException {
        Files.writeString(data.resolve("train.tsv"), rows(1000, 4000));
        Path written = directory.resolve("calibrated");

        assertThat(train(
                        "--base",
                        base("bad", "good").toString(),
                        "--out",
                        written.toString(),
                        "--epochs",
                        "1",
                        "--withheld-rows",
                        "500",
                        "--learning-rate",
                        "1e-3"))
                .as(err.toString())
                .isZero();

        Manifest manifest = Checkpoint.open(written).manifest().orElseThrow();
        assertThat(manifest.temperature()).isNotEqualTo(1);
        assertThat(manifest.metrics())
                .containsKeys("validation.calibration.error", "validation.calibration.error.before");
        assertThat(Files.readString(written.resolve("README.md")))
                .contains("| calibration | temperature ", "fitted on the withheld rows");
        // The rows are easy: sure of itself, the network may be surer still.
        assertThat(manifest.metrics().get("validation.calibration.error"))
                .isLessThan(manifest.metrics().get("validation.calibration.error.before"));
    }

    private Path teacher(String... labels) {
        return TinyBert.of(labels).seed(3).write(directory.resolve("teacher"));
    }

    @Test
    void aTeacherAndTextsWithoutLabelsTakePart() throws IOException {
        Path texts = directory.resolve("texts.txt");
        // Two are new; one stands in the data to train on, one in the data to validate on.
        Files.writeString(
                texts, "This book is new. And this film, too\nthis book was awful 0\nthis book was awful 210\n");
        Path written = directory.resolve("student");

        assertThat(train(
                        "--base",
                        base("bad", "good").toString(),
                        "--out",
                        written.toString(),
                        "--teacher",
                        teacher("GOOD", "BAD").toString(),
                        "--unlabelled",
                        texts.toString(),
                        "--sentences",
                        "--teacher-weight",
                        "0.7",
                        "--temperature",
                        "3",
                        "--epochs",
                        "1",
                        "--withheld-rows",
                        "20"))
                .as(err.toString())
                .isZero();

        Manifest manifest = Checkpoint.open(written).manifest().orElseThrow();
        assertThat(manifest.training())
                .containsEntry("teacher", directory.resolve("teacher") + ", 0.7 of the loss at temperature 3.0")
                .containsEntry("train.rows", "180")
                .containsEntry("unlabelled.rows", "2");
        assertThat(Files.readString(written.resolve("README.md")))
                .contains("182 rows trained on", "| teacher | ", "temperature 3.0, 2 of the rows without labels");
        assertThat(directory.resolve("student.training/teacher.safetensors")).doesNotExist();
    }

    @Test
    void whatCannotBeLearnedFromATeacherIsRefusedBeforeAnythingIsDone() throws IOException {
        Path texts = Files.writeString(directory.resolve("texts.txt"), "this book is new\n");
        String base = base("bad", "good").toString();
        String teacher = teacher("bad", "so so", "good").toString();
        String out = directory.resolve("student").toString();

        assertThat(train("--base", base, "--out", out, "--unlabelled", texts.toString()))
                .isEqualTo(1);
        assertThat(train("--base", base, "--out", out, "--teacher", teacher, "--teacher-weight", "1.1"))
                .isEqualTo(1);
        assertThat(train("--base", base, "--out", out, "--teacher", teacher, "--temperature", "0"))
                .isEqualTo(1);
        assertThat(train("--base", base, "--out", out, "--variants", "2")).isEqualTo(1);
        assertThat(train("--base", base, "--out", out, "--teacher", teacher, "--variants", "-1"))
                .isEqualTo(1);
        assertThat(train("--base", base, "--out", out, "--teacher", teacher)).isEqualTo(1);

        assertThat(err.toString().lines())
                .anyMatch(line -> line.contains("unlabelled=" + texts) && line.contains("--teacher"))
                .anyMatch(line -> line.contains("teacher-weight=1.1"))
                .anyMatch(line -> line.contains("temperature=0.0"))
                .anyMatch(line -> line.contains("variants=2") && line.contains("--teacher"))
                .anyMatch(line -> line.contains("variants=-1"))
                .anyMatch(line -> line.contains("teacher=" + teacher) && line.contains("[bad, so so, good]"));
        assertThat(directory.resolve("student.training")).doesNotExist();
    }

    @Test
    void aDirectoryThatExistsIsLeftAlone() {
        assertThat(train("--base", base("bad", "good").toString(), "--out", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("out=" + data).contains("exists already");
    }

    @Test
    void aWrongValueIsNamedBeforeAnythingIsDone() {
        assertThat(train("--out", directory.resolve("x").toString(), "--epochs", "none"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("epochs=none");
        assertThat(directory.resolve("x.training")).doesNotExist();
    }

    @Test
    void helpShowsEachOptionWithItsDefault() {
        assertThat(new CommandLine(new TrainCommand()).getUsageMessage())
                .contains(
                        "--learning-rate=VALUE",
                        "default: 5.0E-5",
                        "--freeze-word-embeddings",
                        "--evaluations-per-epoch");
    }
}
