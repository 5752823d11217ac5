package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherTest {
    private static final Checkpoint TINY = TinyBert.of("negative", "positive").checkpoint();
    private static final Labels LABELS = new Labels(List.of("negative", "positive"));
    private static final List<String> TEXTS = texts(3000);

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private static List<String> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "this film was " + (i % 3 == 0 ? "good " : "not bad ") + i)
                .toList();
    }

    private Teacher teacher(Checkpoint checkpoint, Labels labels) {
        TrainingConfig config =
                TrainingSettingsTest.read(TrainingSettings.fineTuning(""), Map.of("device", "cpu", "max.length", "64"));
        return new Teacher("tiny", checkpoint, labels, config, file());
    }

    private Path file() {
        return directory.resolve("work/teacher.safetensors");
    }

    private static double positive(float[] logits) {
        return 1 / (1 + Math.exp(logits[0] - logits[1]));
    }

    @Test
    void itsLogitsGiveTheProbabilitiesOfTheClassifier() throws InterruptedException {
        List<float[]> logits = teacher(TINY, LABELS).logits(TEXTS, said::add);

        assertThat(logits).hasSize(3000);
        InferenceConfig inference = new InferenceConfig(Device.CPU, Precision.FLOAT32, 64, 1, 512);
        try (TextClassifier classifier = TextClassifier.load(TINY, inference)) {
            List<Classification> expected = classifier.classifyTexts(TEXTS.subList(2900, 3000));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(positive(logits.get(2900 + i)))
                        .isCloseTo(expected.get(i).scores().get(1), Offset.offset(1e-5));
            }
        }
        assertThat(said).hasSize(2).last().asString().startsWith("teacher: 3,000 of 3,000 texts");
    }

    @Test
    void labelsOfAnotherOrderAndCaseAreTheSameLabels() throws InterruptedException {
        List<float[]> logits = teacher(TINY, LABELS).logits(TEXTS.subList(0, 9), said::add);

        List<float[]> turned =
                teacher(TINY, new Labels(List.of("Positive", "Negative"))).logits(TEXTS.subList(0, 9), said::add);

        for (int i = 0; i < 9; i++) {
            assertThat(turned.get(i)).containsExactly(logits.get(i)[1], logits.get(i)[0]);
        }
    }

    @Test
    void aTeacherOfOtherLabelsOrNoneIsRefused() {
        for (List<String> other : List.of(
                List.of("bad", "good"), List.of("negative", "neutral", "positive"), List.<String>of(), List.of("a"))) {
            Checkpoint checkpoint = TinyBert.of(other.toArray(String[]::new)).checkpoint();
            assertThatThrownBy(() -> teacher(checkpoint, LABELS))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("teacher=tiny")
                    .hasMessageContaining(other.isEmpty() ? "no classifier" : other.toString());
        }
    }

    @Test
    void whatItSaidBeforeAKillIsNotAskedAgain() throws InterruptedException, IOException {
        assertThatThrownBy(() -> teacher(TINY, LABELS).logits(TEXTS, line -> {
                    throw new IllegalStateException("killed after " + line);
                }))
                .hasMessageStartingWith("killed after teacher: 2,048 of 3,000 texts");

        List<float[]> resumed = teacher(TINY, LABELS).logits(TEXTS, said::add);
        List<float[]> again = teacher(TINY, LABELS).logits(TEXTS, said::add);

        assertThat(said).hasSize(1).first().asString().startsWith("teacher: 3,000 of 3,000 texts");
        Files.delete(file());
        List<float[]> whole = teacher(TINY, LABELS).logits(TEXTS, said::add);
        assertThat(resumed).usingRecursiveComparison().isEqualTo(whole);
        assertThat(again).usingRecursiveComparison().isEqualTo(whole);
    }

    @Test
    void anInterruptEndsItBetweenTwoSavings() {
        assertThatThrownBy(() -> teacher(TINY, LABELS)
                        .logits(TEXTS, line -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class)
                .hasMessageContaining("2048 texts");
        assertThat(file()).exists();
    }

    @Test
    void whatItSaidOfOtherTextsOrAsAnotherIsNotTaken() throws InterruptedException {
        List<String> texts = TEXTS.subList(0, 20);
        List<float[]> first = teacher(TINY, LABELS).logits(texts, said::add);

        Checkpoint other = TinyBert.of("negative", "positive").seed(2).checkpoint();
        assertThat(teacher(other, LABELS).logits(texts, said::add).get(0)).isNotEqualTo(first.get(0));
        assertThat(teacher(TINY, LABELS).logits(TEXTS.subList(1, 21), said::add).get(0))
                .isNotEqualTo(first.get(0));
        assertThat(said).hasSize(3);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "not a safetensors file");

        assertThatThrownBy(() -> teacher(TINY, LABELS).logits(TEXTS, said::add))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("teacher.safetensors is damaged; delete it");
    }
}
