package io.sentistream.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each task makes of rows and of logits, by hand. */
class TaskFormatTest {
    private static Tokenizer tokenizer;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        tokenizer = Tokenizer.of(TinyBert.of("a", "b").checkpoint());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path pairs(String... labels) throws IOException {
        return file(
                "pairs.tsv",
                IntStream.range(0, labels.length)
                        .mapToObj(i -> "good film " + i + "\tbad book\t" + labels[i] + "\n")
                        .collect(Collectors.joining("", "sentence1\tsentence2\tlabel\n", "")));
    }

    @Test
    void pairsAreMeasuredByAccuracyAndTheF1OfTheSecondLabel() throws IOException {
        TaskRows rows = TaskFormat.of(Task.PAIR)
                .encode(pairs("no", "yes", "yes", "no"), new Labels(List.of("no", "yes")), tokenizer, 32);

        Evaluation evaluation =
                rows.evaluate(List.of(new float[] {0, 1}, new float[] {0, 1}, new float[] {1, 0}, new float[] {1, 0}));

        // Right: yes, no. Of 'yes' 1 is right of 2 there and 2 said.
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
        assertThat(evaluation.f1()).isEqualTo(0.5);
        double apart = Math.log(1 + Math.E);
        assertThat(evaluation.loss()).isCloseTo((2 * apart + 2 * (apart - 1)) / 4, within(1e-6));
        assertThat(rows.labels()).extracting(label -> label[0]).containsExactly(0, 1, 1, 0);
        assertThat(rows.sequences().get(0).second()).isEqualTo(5);
    }

    @Test
    void theClassWithoutRightAnswersHasAnF1OfZeroAndThreeClassesHaveNone() throws IOException {
        Path two = pairs("yes", "yes");
        assertThat(TaskFormat.of(Task.PAIR)
                        .encode(two, new Labels(List.of("no", "yes")), tokenizer, 32)
                        .evaluate(List.of(new float[] {1, 0}, new float[] {1, 0}))
                        .others())
                .isEqualTo(Map.of("f1", 0.0));
        assertThat(TaskFormat.of(Task.PAIR)
                        .encode(two, new Labels(List.of("no", "yes", "maybe")), tokenizer, 32)
                        .evaluate(List.of(new float[3], new float[3]))
                        .others())
                .isEmpty();
    }

    @Test
    void aLabelThatIsNoneIsNamedByFileAndLine() throws IOException {
        Path pairs = pairs("no", "perhaps");
        assertThatThrownBy(
                        () -> TaskFormat.of(Task.PAIR).encode(pairs, new Labels(List.of("no", "yes")), tokenizer, 32))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("pairs.tsv, line 3 has the label 'perhaps'", "no, yes");
        Path tags = file("tags.txt", "good O\n\nfilm B-ART\n");
        assertThatThrownBy(() -> TaskFormat.of(Task.TOKENS)
                        .encode(tags, new Labels(List.of("O", "B-PER", "I-PER")), tokenizer, 32))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("tags.txt, line 3", "'B-ART'", "O, B-PER, I-PER");
    }

    private static <T> List<String> labels(TaskFormat<T> format, Path file) {
        return format.labels(format.read(file));
    }

    @Test
    void theLabelsAreThoseOfTheDataWithBothTagsOfEachType() throws IOException {
        assertThat(labels(TaskFormat.of(Task.PAIR), pairs("no", "maybe", "no"))).containsExactly("maybe", "no");
        assertThat(labels(TaskFormat.of(Task.TOKENS), file("tags.txt", "a B-PER\nb I-ART\nc O\n")))
                .containsExactly("O", "B-ART", "I-ART", "B-PER", "I-PER");
    }

    @Test
    void theFirstPieceOfAWordHasItsLabelAndLongSentencesAreReadInParts() throws IOException {
        Path tags = file("tags.txt", "goods B-PER\nfilm I-PER\nwas O\n");
        TaskRows rows =
                TaskFormat.of(Task.TOKENS).encode(tags, new Labels(List.of("O", "B-PER", "I-PER")), tokenizer, 5);

        // good ##s film | was
        assertThat(rows.labels()).containsExactly(new int[] {-100, 1, -100, 2, -100}, new int[] {-100, 0, -100});
        assertThat(rows.sequences()).extracting(Sequence::length).containsExactly(5, 3);
        float[] first = new float[5 * 3];
        first[3 + 1] = 1;
        first[3 * 3 + 2] = 1;
        Evaluation evaluation = rows.evaluate(List.of(first, new float[] {0, 0, 0, 1, 0, 0, 0, 0, 0}));
        assertThat(evaluation.f1()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.rows()).isEqualTo(3);
        assertThat(TaskFormat.of(Task.TOKENS).line(evaluation))
                .startsWith("entity F1 1.0000 (precision 1.0000, recall 1.0000)");
    }

    @Test
    void questionsAreMeasuredByTheBestSpansOfTheirWindows() throws IOException {
        Path file = file(
                "questions.json",
                "{\"context\": \"this is the good film\", \"question\": \"it\","
                        + " \"answers\": [{\"text\": \"good film\", \"answer_start\": 12}]}\n");
        TaskRows rows = TaskFormat.of(Task.QUESTIONS).encode(file, new Labels(List.of("start", "end")), tokenizer, 32);
        // [CLS] it [SEP] this is the good film [SEP]
        assertThat(rows.labels()).containsExactly(new int[] {6, 7});
        float[] whole = new float[18];
        whole[5] = 1;
        whole[9 + 7] = 1;
        Evaluation article = rows.evaluate(List.of(whole));
        float[] part = new float[18];
        part[7] = 1;
        part[9 + 7] = 1;
        Evaluation half = rows.evaluate(List.of(part));

        assertThat(article.accuracy()).isEqualTo(1);
        assertThat(article.f1()).isEqualTo(1);
        assertThat(half.accuracy()).isZero();
        assertThat(half.f1()).isCloseTo(2.0 / 3, within(1e-12));
    }

    private static <T> TaskData<T> data(TaskFormat<T> format, Path data, Optional<Path> validation) {
        return TaskData.read(format, data, validation, 3, 1);
    }

    @Test
    void noGroupIsOnTwoSides() throws IOException {
        StringBuilder lines = new StringBuilder("sentence1\tsentence2\tlabel\n");
        for (int i = 0; i < 40; i++) {
            lines.append("film ").append(i / 2).append("\tbook ").append(i).append("\tno\n");
        }
        Path train = file("train.tsv", lines.toString());
        Path dev = file("dev.tsv", "sentence1\tsentence2\tlabel\nfilm 0\tother\tno\n");

        TaskData<?> data = data(TaskFormat.of(Task.PAIR), directory, Optional.empty());

        assertThat(data.validation()).hasSize(1);
        assertThat(data.withheld()).hasSize(4);
        assertThat(data.train()).hasSize(34);
        assertThat(data.train().toString()).doesNotContain("first=film 0,");
        assertThat(data(TaskFormat.of(Task.PAIR), train, Optional.of(dev)).train())
                .hasSize(34);
        assertThatThrownBy(() -> data(TaskFormat.of(Task.TOKENS), directory, Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no train.txt");
    }
}
