package io.sentistream.trainer.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.trainer.evaluation.Evaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Each task from a base to a written checkpoint, on the small data sets beside {@code task} among the resources. */
class HeadTrainingTest {
    private static final Map<Task, String> DATA =
            Map.of(Task.PAIR, "pairs", Task.TOKENS, "tokens", Task.QUESTIONS, "questions");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private static Path data(Task task) {
        try {
            return Path.of(HeadTrainingTest.class
                    .getResource("../task/" + DATA.get(task))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int train(Task task, String... arguments) {
        CommandLine commandLine = new CommandLine(CommandSpec.create().name("program"))
                .addSubcommand(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                });
        return commandLine.execute(Stream.concat(
                        Stream.of(
                                "train",
                                "--device",
                                "cpu",
                                "--task",
                                task.name().toLowerCase(Locale.ROOT)),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** Trains from the real base, and finds the same measures through what was written. */
    private Evaluation trained(Task task, String... recipe) {
        Path base = new Models(directory.resolve("models")).resolve("minilm");
        Path written = directory.resolve("trained");

        assertThat(train(
                        task,
                        Stream.concat(
                                        Stream.of(
                                                "--base",
                                                base.toString(),
                                                "--data",
                                                data(task).toString(),
                                                "--out",
                                                written.toString(),
                                                "--withheld-rows",
                                                "0",
                                                "--batch-size",
                                                "16",
                                                "--best-metric",
                                                "f1",
                                                "--freeze-word-embeddings"),
                                        Stream.of(recipe))
                                .toArray(String[]::new)))
                .as(err.toString())
                .isZero();

        Checkpoint checkpoint = Checkpoint.open(written);
        assertThat(checkpoint.config().task()).isEqualTo(task);
        Path dev = data(task)
                .resolve("dev" + io.sentistream.trainer.task.TaskFormat.of(task).extension());
        HeadEvaluation again = HeadEvaluation.of(checkpoint, dev, Device.CPU, Precision.FLOAT32);
        assertThat(out.toString()).contains("validation rows: " + again.line());
        Map<String, Double> metrics = checkpoint.manifest().orElseThrow().metrics();
        assertThat(metrics.get("validation.accuracy"))
                .isEqualTo(again.evaluation().accuracy());
        assertThat(metrics.get("validation.f1")).isEqualTo(again.evaluation().f1());
        assertThat(metrics.get("validation.loss")).isCloseTo(again.evaluation().loss(), within(1e-4));
        return again.evaluation();
    }

    @Test
    void pairsAreClassifiedFarBetterThanByOneLabel() {
        Evaluation evaluation = trained(Task.PAIR, "--epochs", "5", "--learning-rate", "2e-4");

        // Half of the rows are of each label: always 'same' would have the accuracy 0.5 and the F1 0.67.
        assertThat(evaluation.accuracy()).isGreaterThan(0.7);
        assertThat(evaluation.f1()).isGreaterThan(0.72);
    }

    @Test
    void entitiesOfNamesNeverSeenAreFound() {
        Evaluation evaluation = trained(Task.TOKENS, "--epochs", "3", "--learning-rate", "3e-4");

        // Tags of O alone would find none.
        assertThat(evaluation.f1()).isGreaterThan(0.6);
        assertThat(evaluation.accuracy()).isGreaterThan(0.85);
    }

    @Test
    void answersAreFoundInTextsNeverSeen() {
        Evaluation evaluation = trained(Task.QUESTIONS, "--epochs", "4", "--learning-rate", "3e-4");

        // The most frequent answer, a day of the week, would be right in a twentieth of the rows.
        assertThat(evaluation.accuracy()).isGreaterThan(0.4);
        assertThat(evaluation.f1()).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Task.class,
            names = {"PAIR", "TOKENS", "QUESTIONS"})
    void aDistilBertTakesTheBasesPlaceByItsNameAlone(Task task) throws IOException {
        Path base = TinyBert.of().architecture(Architecture.DISTILBERT).write(directory.resolve("distilbert"));
        Path written = directory.resolve("trained");

        assertThat(train(
                        task,
                        "--base",
                        base.toString(),
                        "--data",
                        data(task).toString(),
                        "--out",
                        written.toString(),
                        "--max-steps",
                        "3",
                        "--max-length",
                        "64"))
                .as(err.toString())
                .isZero();

        Checkpoint checkpoint = Checkpoint.open(written);
        assertThat(checkpoint.config().architecture()).isEqualTo(Architecture.DISTILBERT);
        assertThat(checkpoint.config().task()).isEqualTo(task);
        assertThat(out.toString()).contains("withheld rows:   ", "validation rows: ");
        Manifest manifest = checkpoint.manifest().orElseThrow();
        assertThat(manifest.training()).containsEntry("task", task.toString()).containsEntry("max.length", "64");
        assertThat(Files.readString(written.resolve("README.md")))
                .contains("# trained", "pipeline_tag: ", "validation rows", "program train --device cpu");
        assertThat(directory.resolve("trained.training/log.jsonl")).content().contains("\"f1\"");
    }

    @Test
    void aTrainedHeadIsTrainedFurtherAndAHeadOfAnotherTaskIsReplaced() {
        Path single = TinyBert.of("bad", "good").write(directory.resolve("single"));
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        String data = data(Task.PAIR).toString();

        train(
                Task.PAIR,
                "--base",
                single.toString(),
                "--data",
                data,
                "--out",
                first.toString(),
                "--max-steps",
                "1",
                "--max-length",
                "64");
        train(
                Task.PAIR,
                "--base",
                first.toString(),
                "--data",
                data,
                "--out",
                second.toString(),
                "--max-steps",
                "1",
                "--max-length",
                "64",
                "--learning-rate",
                "1e-9");

        assertThat(Checkpoint.open(first).config().labels()).as(err.toString()).isEqualTo(List.of("different", "same"));
        float[] before =
                Checkpoint.open(first).weights().get("classifier.weight").toFloats();
        float[] after =
                Checkpoint.open(second).weights().get("classifier.weight").toFloats();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-6f));
        }
    }

    @Test
    void whatATaskDoesNotHaveIsRefusedBeforeAnythingIsDone() {
        String base = TinyBert.of().write(directory.resolve("tiny")).toString();
        String written = directory.resolve("trained").toString();
        String data = data(Task.QUESTIONS).toString();

        assertThat(train(Task.PAIR, "--base", base, "--out", written)).isOne();
        assertThat(train(Task.QUESTIONS, "--base", base, "--out", written, "--data", data, "--teacher", base))
                .isOne();
        assertThat(train(
                        Task.QUESTIONS,
                        "--base",
                        base,
                        "--out",
                        written,
                        "--data",
                        data,
                        "--max-length",
                        "64",
                        "--label-smoothing",
                        "0.1"))
                .isOne();

        assertThat(err.toString())
                .contains(
                        "data=auto",
                        "a teacher is for --task single",
                        "label.smoothing=0.1",
                        "where questions are answered");
        assertThat(directory.resolve("trained")).doesNotExist();
    }
}
