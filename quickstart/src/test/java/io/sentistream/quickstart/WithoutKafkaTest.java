package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code classify}, {@code evaluate} and {@code models export}, with a tiny random BERT. */
class WithoutKafkaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static String model;

    @BeforeAll
    static void writeModel() {
        Path tiny = directory.resolve("tiny");
        TinyBert.of("negative", "positive").write(tiny);
        model = "--model=" + tiny;
    }

    private static Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "rows", ".tsv"), content);
    }

    private static List<JsonNode> classified(String... arguments) throws IOException {
        return json(Cli.run(directory, arguments));
    }

    private static List<JsonNode> json(Cli cli) throws IOException {
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        List<JsonNode> objects = new ArrayList<>();
        for (String line : cli.out().split("\n", -1)) {
            if (!line.isEmpty()) {
                objects.add(JSON.readTree(line));
            }
        }
        return objects;
    }

    @Test
    void eachLineOfAFileHasOneJsonObjectInTheSameOrder() throws IOException {
        Path texts = file("this film is great\n\nit was \"awful\" \u00fc \ud83d\ude00\n" + "the book ".repeat(200));

        List<JsonNode> results = classified("classify", model, "--json", texts.toString());

        assertThat(results)
                .extracting(result -> result.get("text").asText())
                .containsExactly(Files.readString(texts).split("\n", -1));
        assertThat(results).allSatisfy(result -> {
            assertThat(result.fieldNames()).toIterable().containsExactly("text", "label", "score", "scores");
            JsonNode scores = result.get("scores");
            assertThat(scores.fieldNames()).toIterable().containsExactly("negative", "positive");
            assertThat(scores.get("negative").asDouble()
                            + scores.get("positive").asDouble())
                    .isCloseTo(1, within(1e-6));
            assertThat(result.get("score").asDouble())
                    .isEqualTo(scores.get(result.get("label").asText()).asDouble())
                    .isGreaterThanOrEqualTo(0.5);
        });
    }

    @Test
    void textsAreReadFromStandardInputAsUtf8() throws IOException {
        Cli cli = Cli.reading("caf\u00e9\nbad", directory, "classify", model, "--json");

        assertThat(json(cli)).extracting(result -> result.get("text").asText()).containsExactly("caf\u00e9", "bad");
    }

    @Test
    void forPeopleALineHasLabelScoreAndText() throws IOException {
        Cli cli = Cli.run(directory, "classify", model, file("good film\n").toString());

        assertThat(cli.out()).matches("(negative|positive)\t[01]\\.\\d{4}\tgood film\n");
    }

    @Test
    void accuracyIsThePartOfTheRowsThatClassifyGetsRight() throws IOException {
        List<String> texts = List.of("this film is great", "awful", "the book was not very good", "it is bad");
        List<JsonNode> results = classified(
                "classify", model, "--json", file(String.join("\n", texts)).toString());
        StringBuilder rows = new StringBuilder("sentence\tlabel\n");
        for (int i = 0; i < texts.size(); i++) {
            String given = results.get(i).get("label").asText();
            String other = given.equals("negative") ? "positive" : "negative";
            rows.append(texts.get(i))
                    .append('\t')
                    .append(i == 0 ? other : given)
                    .append('\n');
        }

        JsonNode measured = classified(
                        "evaluate",
                        model,
                        "--json",
                        "--data",
                        file(rows.toString()).toString())
                .get(0);

        assertThat(measured.fieldNames())
                .toIterable()
                .containsExactly("accuracy", "rows", "correct", "low", "high", "seconds");
        assertThat(measured.get("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(measured.get("rows").asInt()).isEqualTo(4);
        assertThat(measured.get("correct").asInt()).isEqualTo(3);
        assertThat(measured.get("low").asDouble()).isCloseTo(0.3006, within(1e-4));
        assertThat(measured.get("high").asDouble()).isCloseTo(0.9544, within(1e-4));
        assertThat(measured.get("seconds").asDouble()).isPositive();
    }

    private static String model(Task task, String... labels) {
        Path written = directory.resolve(task.toString());
        if (!Files.exists(written)) {
            TinyBert.of(labels).task(task).write(written);
        }
        return "--model=" + written;
    }

    @Test
    void eachTaskIsMeasuredByItsOwnMeasures() throws IOException {
        String pairs = file("sentence1\tsentence2\tlabel\ngood\tgreat\tsame\ngood\tbad\tother\n")
                .toString();
        String tags = file("good B-PER\nfilm O\n\nbook O\n").toString();
        String questions = file("{\"context\": \"this was good\", \"question\": \"what\","
                        + " \"answers\": [{\"text\": \"good\", \"answer_start\": 9}]}\n")
                .toString();

        assertThat(Cli.run(directory, "evaluate", model(Task.PAIR, "other", "same"), "--data", pairs)
                        .out())
                .matches("accuracy [01]\\.\\d{4} \\([0-2] of 2, .*\\), F1 of the second label [01]\\.\\d{4} in .* s\n");
        assertThat(Cli.run(directory, "evaluate", model(Task.TOKENS, "O", "B-PER", "I-PER"), "--data", tags)
                        .out())
                .matches("entity F1 .* \\(precision .*, recall .*\\), accuracy of tags .* \\([0-3] of 3\\) in .* s\n");
        assertThat(Cli.run(directory, "evaluate", model(Task.QUESTIONS, "start", "end"), "--data", questions)
                        .out())
                .matches("exact match [01]\\.0000 \\([01] of 1, .*\\), F1 [01]\\.\\d{4} in .* s\n");
        assertThat(classified("evaluate", model(Task.TOKENS), "--json", "--data", tags)
                        .get(0)
                        .fieldNames())
                .toIterable()
                .contains("accuracy", "f1", "precision", "recall", "seconds");
    }

    @Test
    void aFileOfPairsIsReadAsPairsAlsoByAClassifierThatDoesNotSayItIsOfThem() throws IOException {
        String pairs =
                file("sentence1\tsentence2\tlabel\ngood\tgreat\tpositive\n").toString();

        assertThat(Cli.run(directory, "evaluate", model, "--data", pairs).out()).contains("of 1,", "F1 of the second");
    }

    @Test
    void whatIsForSingleTextsIsRefusedForOtherTasks() throws IOException {
        String tags = file("good B-PER\n").toString();
        String tokens = model(Task.TOKENS, "O", "B-PER", "I-PER");

        assertThat(Cli.run(directory, "evaluate", tokens, "--details", "--data", tags)
                        .err())
                .contains("--details is for models of single texts");
        assertThat(Cli.run(directory, "classify", tokens, tags).err())
                .contains("classifies tokens, so it can't classify single texts");
        assertThat(Cli.run(directory, "models", "export", tokens, "--onnx=" + directory.resolve("onnx"))
                        .err())
                .contains("only classifiers of texts are exported");
    }

    @Test
    void aHeaderIsNoRowAndLabelsMayBeIndices() throws IOException {
        Path with = file("sentence\tlabel\ngood\t1\nbad\t0\n");
        Path without = file("good\tPOSITIVE\nbad\tnegative\n");

        JsonNode first = classified("evaluate", model, "--json", "--data", with.toString())
                .get(0);
        JsonNode second = classified("evaluate", model, "--json", "--data", without.toString())
                .get(0);

        assertThat(first.get("rows").asInt()).isEqualTo(2);
        assertThat(second.get("accuracy")).isEqualTo(first.get("accuracy"));
    }

    @Test
    void forPeopleAccuracyHasItsIntervalAndTime() throws IOException {
        Cli cli = Cli.run(
                directory,
                "evaluate",
                model,
                "--data",
                file("good\t1\nbad\t0\n").toString());

        assertThat(cli.out())
                .matches(
                        "accuracy [01]\\.\\d{4} \\([0-2] of 2 rows, 95 % 0\\.\\d{3}–[01]\\.\\d{3}\\) in \\d+\\.\\d s\n");
    }

    @Test
    void detailsAreByLengthAndOfTheScores() throws IOException {
        String rows = file("good\t1\nthis film was not very bad it was the great book\t1\n")
                .toString();
        Cli cli = Cli.run(directory, "evaluate", model, "--details", "--data", rows);

        assertThat(cli.out())
                .contains("from 1 words: accuracy ", "from 10 words: accuracy ", "rows, mean score ")
                .containsPattern("expected calibration error 0\\.\\d{4}\n");
        assertThat(Cli.run(directory, "evaluate", model, "--details", "--json", "--data", rows)
                        .err())
                .contains("--details", "--json", "mutually exclusive");
    }

    @Test
    void aWrongLabelIsNamedWithItsLineAndTheNamesThereAre() throws IOException {
        Cli cli = Cli.run(
                directory,
                "evaluate",
                model,
                "--data",
                file("good\t1\nbad\tsad\n").toString());

        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).hasLineCount(1).contains("line 2", "sad", "negative", "positive");
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws IOException {
        Cli cli = Cli.run(
                directory, "classify", "--model=no-such-model", file("x").toString());

        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).hasLineCount(1).contains("no-such-model");
    }

    @Test
    void anExportedModelIsADirectoryWithAnOnnxGraph() {
        Path exported = directory.resolve("exported");

        Cli cli = Cli.run(directory, "models", "export", model, "--onnx=" + exported);

        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).isEqualTo("Wrote " + exported + "\n");
        assertThat(exported).isDirectoryContaining("glob:**/tokenizer.json");
        assertThat(exported.resolve("onnx/model.onnx")).isNotEmptyFile();
    }

    @Test
    void anExportOverADirectoryOrOfABaseIsRefused() {
        Path base = TinyBert.of().write(directory.resolve("base"));

        Cli over = Cli.run(directory, "models", "export", model, "--onnx=" + base);
        Cli ofBase = Cli.run(directory, "models", "export", "--model=" + base, "--onnx=" + directory.resolve("none"));

        assertThat(over.exitCode()).isEqualTo(1);
        assertThat(over.err()).hasLineCount(1).contains(base + " exists already", "another directory");
        assertThat(ofBase.exitCode()).isEqualTo(1);
        assertThat(ofBase.err()).hasLineCount(1).contains("no classifier", "Fine-tune");
        assertThat(directory.resolve("none")).doesNotExist();
    }
}
