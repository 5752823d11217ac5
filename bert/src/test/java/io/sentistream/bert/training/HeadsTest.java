package io.sentistream.bert.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Kernels;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.ReferenceBert;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.network.TinyNetworks;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The head of each task, against the reference. */
class HeadsTest {
    private static final double RATE = 0.1;

    /** Of different lengths, all but the last of two texts. */
    private static final List<Sequence> ROWS = List.of(
            new Sequence(new int[] {2, 7, 9, 3, 11, 13, 15, 3}, 4),
            new Sequence(new int[] {2, 20, 3, 21, 3}, 3),
            new Sequence(new int[] {2, 9, 8, 7, 3}));

    static Checkpoint tiny(Architecture architecture, Task task) {
        String[] labels = task == Task.QUESTIONS ? new String[] {"start", "end"} : new String[] {"a", "b", "c"};
        return TinyNetworks.withoutDropout(TinyBert.of(labels)
                .task(task)
                .architecture(architecture)
                .size(2, 8, 2)
                .checkpoint());
    }

    private static LabelledBatch batch(Task task) {
        int none = LabelledBatch.UNLABELLED;
        List<int[]> labels = switch (task) {
            case SINGLE, PAIR -> List.of(new int[] {2}, new int[] {0}, new int[] {1});
            case TOKENS ->
                List.of(new int[] {none, 2, 0, none, 1, none, 1, none}, new int[] {none, 0, none, 2, none}, new int[] {
                    none, 1, 1, none, none
                });
            case QUESTIONS -> List.of(new int[] {4, 5}, new int[] {0, 0}, new int[] {2, 4});
        };
        return new LabelledBatch(ROWS, labels, Optional.empty());
    }

    /** What is added to the scores of all keys or of all positions alike changes no softmax. */
    private static String still(Task task) {
        return ".*(key|k_lin).bias"
                + (task == Task.QUESTIONS
                        ? "|qa_outputs.bias|.*layer.1.(output.LayerNorm|output_layer_norm).bias"
                        : "");
    }

    @ParameterizedTest
    @EnumSource(
            value = Task.class,
            names = {"PAIR", "TOKENS", "QUESTIONS"})
    void everyWeightMovesAsAdamWOnTheReferencesGradientsSays(Task task) {
        for (Architecture architecture : Architecture.values()) {
            FineTuningTest.movesAsTheReference(
                    tiny(architecture, task), FineTuningTest.optimizer(0.3, 0.05, false), batch(task), still(task));
        }
    }

    @Test
    void labelsOfTokensAreSmoothedAsTheReferencesGradientsSay() {
        FineTuningTest.movesAsTheReference(
                tiny(Architecture.BERT, Task.TOKENS),
                new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, 1, 0.6, 0.2, 0.24),
                batch(Task.TOKENS),
                still(Task.TOKENS));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void severalBatchesTogetherAreOneLargeBatchWhateverTheNumberOfTheirLabels(Task task) {
        Checkpoint checkpoint = tiny(Architecture.BERT, task);
        LabelledBatch all = batch(task);
        try (FineTuning whole = FineTuningTest.start(checkpoint, FineTuningTest.optimizer(0.3, 0.05, false), 1);
                FineTuning parts = FineTuningTest.start(checkpoint, FineTuningTest.optimizer(0.3, 0.05, false), 1)) {
            FineTuning.Step large = whole.step(List.of(all), RATE);
            FineTuning.Step accumulated = parts.step(
                    List.of(
                            new LabelledBatch(ROWS.subList(0, 1), all.labels().subList(0, 1), Optional.empty()),
                            new LabelledBatch(ROWS.subList(1, 3), all.labels().subList(1, 3), Optional.empty())),
                    RATE);

            assertThat(accumulated.loss()).isCloseTo(large.loss(), Offset.offset(1e-6));
            assertThat(accumulated.gradientNorm()).isCloseTo(large.gradientNorm(), Offset.offset(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PAIR,packed",
        "TOKENS,packed",
        "QUESTIONS,packed",
        "PAIR,portable",
        "TOKENS,portable",
        "QUESTIONS,portable"
    })
    void logitsAgreeWithTheReferenceWhateverThePadding(Task task, String kernels) {
        for (Architecture architecture : Architecture.values()) {
            Checkpoint checkpoint = tiny(architecture, task);
            ReferenceBert reference = new ReferenceBert(checkpoint);
            try (Network network = Network.load(
                            checkpoint,
                            Device.CPU,
                            Precision.FLOAT32,
                            kernels.equals("packed") ? Kernels.PACKED : Kernels.PORTABLE);
                    FineTuning training = FineTuningTest.start(checkpoint, FineTuningTest.optimizer(0, 0, false), 1)) {
                for (float[][] logits : List.of(network.logitsOf(ROWS), training.logits(ROWS))) {
                    for (int row = 0; row < ROWS.size(); row++) {
                        double[] expected = reference.logits(ROWS.get(row)).value();
                        assertThat(ReferenceBert.difference(
                                        expected,
                                        withoutPadding(
                                                logits[row], task, ROWS.get(row).length())))
                                .as("row %d", row)
                                .isLessThan(1e-5);
                    }
                }
            }
        }
    }

    private static float[] withoutPadding(float[] logits, Task task, int length) {
        if (task != Task.QUESTIONS) {
            return logits;
        }
        float[] kept = new float[2 * length];
        System.arraycopy(logits, 0, kept, 0, length);
        System.arraycopy(logits, logits.length / 2, kept, length, length);
        for (int i = length; i < logits.length / 2; i++) {
            assertThat(logits[i]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
        return kept;
    }

    @Test
    void aSecondTextIsReadByItsTokenType() {
        try (Network network = Network.load(tiny(Architecture.BERT, Task.PAIR), Device.CPU, Precision.FLOAT32)) {
            int[] ids = {2, 7, 9, 3, 11, 3};

            float[] pair = network.logitsOf(List.of(new Sequence(ids, 4)))[0];

            assertThat(pair).isNotEqualTo(network.logitsOf(List.of(new Sequence(ids)))[0]);
        }
    }

    @Test
    void labelsThatAreNoneOfTheTaskAreRefusedByRow() {
        refused(Task.TOKENS, new int[] {0, 1}, "row 0 has 2 labels, but needs 5");
        refused(Task.TOKENS, new int[] {0, 1, 2, 3, -100}, "row 0 has the label 3", "from 0 to 2");
        refused(Task.QUESTIONS, new int[] {4}, "row 0 has 1 labels, but needs 2");
        refused(Task.QUESTIONS, new int[] {3, 5}, "row 0 has the label 5", "from 0 to 4");
        refused(Task.TOKENS, new int[] {-100, -100, -100, -100, -100}, "no label to learn from");
    }

    private static void refused(Task task, int[] labels, String... reasons) {
        try (FineTuning training =
                FineTuningTest.start(tiny(Architecture.BERT, task), FineTuningTest.optimizer(0, 0, false), 1)) {
            LabelledBatch batch = new LabelledBatch(ROWS.subList(2, 3), List.of(labels), Optional.empty());
            assertThatThrownBy(() -> training.step(List.of(batch), RATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(reasons);
        }
    }

    @Test
    void positionsAreNotSmoothed() {
        OptimizerConfig smooth = new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, 0, 1, 0.2, 0);
        assertThatThrownBy(() -> FineTuningTest.start(tiny(Architecture.BERT, Task.QUESTIONS), smooth, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelSmoothing is 0.2");
    }
}
