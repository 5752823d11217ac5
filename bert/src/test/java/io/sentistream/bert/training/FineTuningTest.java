package io.sentistream.bert.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.ReferenceBert;
import io.sentistream.bert.network.TinyNetworks;
import io.sentistream.bert.network.Trunk;
import io.sentistream.bert.tokenizer.EncodedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FineTuningTest {
    private static final List<int[]> ROWS = List.of(
            new int[] {2, 7, 9, 11, 13, 3},
            new int[] {2, 8, 3},
            new int[] {2, 20, 21, 3},
            new int[] {2, 9, 8, 7, 3},
            new int[] {2, 3});
    private static final int[] LABELS = {0, 1, 1, 0, 2};
    private static final LabelledBatch BATCH = new LabelledBatch(ROWS, LABELS);
    private static final SoftTargets TEACHER = new SoftTargets(
            List.of(
                    new float[] {2, -1, 0},
                    new float[] {-1, 3, 0.5f},
                    new float[] {0, 0, 1},
                    new float[] {4, -4, -3},
                    new float[] {-2, 1, 5}),
            0.8,
            2);
    /** A teacher's word on each row, and labels on some. */
    private static final LabelledBatch TAUGHT = new LabelledBatch(
            ROWS, new int[] {0, LabelledBatch.UNLABELLED, 1, 0, LabelledBatch.UNLABELLED}, Optional.of(TEACHER));

    private static final double RATE = 0.1;

    /**
     * AdamW whose epsilon is large beside the gradients: a gradient that is 0 but for float32's rounding, as those of the
     * keys' biases are, then moves its weight by next to nothing, not by the full rate.
     */
    static OptimizerConfig optimizer(double decay, double maxNorm, boolean frozen) {
        return new OptimizerConfig(0.9, 0.99, 0.1, decay, maxNorm, frozen, 0, 1, 0, 0);
    }

    private static Checkpoint tiny(Architecture architecture) {
        return TinyNetworks.withoutDropout(TinyBert.of("a", "b", "c")
                .architecture(architecture)
                .size(2, 8, 2)
                .checkpoint());
    }

    static FineTuning start(Checkpoint checkpoint, OptimizerConfig optimizer, long seed) {
        return FineTuning.start(checkpoint, optimizer, Device.CPU, Precision.FLOAT32, seed);
    }

    @ParameterizedTest
    @EnumSource
    void everyWeightMovesAsAdamWOnTheReferencesGradientsSays(Architecture architecture) {
        movesAsTheReference(tiny(architecture), optimizer(0, 0, false), BATCH);
    }

    @ParameterizedTest
    @EnumSource
    void matricesDecayAndBiasesAndLayerNormDoNot(Architecture architecture) {
        movesAsTheReference(tiny(architecture), optimizer(0.3, 0, false), BATCH);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreClippedByTheNormOfAllTogether(Architecture architecture) {
        movesAsTheReference(tiny(architecture), optimizer(0.3, 0.05, false), BATCH);
    }

    @ParameterizedTest
    @EnumSource
    void frozenWordEmbeddingsStandStillAndAreNoPartOfTheNorm(Architecture architecture) {
        movesAsTheReference(tiny(architecture), optimizer(0.3, 0.05, true), BATCH);
    }

    @ParameterizedTest
    @EnumSource
    void aTeacherIsLearnedFromAsTheReferencesGradientsSay(Architecture architecture) {
        movesAsTheReference(tiny(architecture), optimizer(0.3, 0.05, false), TAUGHT);
    }

    @ParameterizedTest
    @EnumSource
    void aSmoothedLabelIsLearnedAsTheReferencesGradientsSay(Architecture architecture) {
        OptimizerConfig smooth = new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, 0, 1, 0.2, 0);
        movesAsTheReference(tiny(architecture), smooth, BATCH);
        movesAsTheReference(tiny(architecture), smooth, TAUGHT);
    }

    @ParameterizedTest
    @EnumSource
    void aLayersRateIsThatOfTheLayerAboveTimesTheDecay(Architecture architecture) {
        movesAsTheReference(
                tiny(architecture), new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, 0, 0.6, 0, 0), BATCH);
        movesAsTheReference(
                tiny(architecture), new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, true, 0, 0.6, 0, 0), BATCH);
    }

    @ParameterizedTest
    @EnumSource
    void frozenLayersAndTheEmbeddingsBelowStandStillAndAreNoPartOfTheNorm(Architecture architecture) {
        for (int layers = 1; layers <= 2; layers++) {
            for (double decay : new double[] {1, 0.6}) {
                movesAsTheReference(
                        tiny(architecture),
                        new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, layers, decay, 0, 0),
                        BATCH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onATrunkTheLayersAboveLearnWhatTheyLearnOnFrozenLayers(Architecture architecture) {
        Checkpoint checkpoint = TinyBert.of("a", "b", "c")
                .architecture(architecture)
                .size(2, 8, 2)
                .checkpoint();
        OptimizerConfig optimizer = new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, false, 1, 1, 0, 0);
        LabelledBatch first = new LabelledBatch(ROWS.subList(0, 2), new int[] {0, 1});
        try (Trunk trunk = Trunk.of(checkpoint, 1, Device.CPU);
                FineTuning alone = start(checkpoint, optimizer, 1);
                FineTuning above =
                        FineTuning.start(checkpoint, optimizer, Device.CPU, Precision.FLOAT32, 1, Optional.of(trunk))) {
            for (List<LabelledBatch> batches : List.of(List.of(first), List.of(first, TAUGHT), List.of(TAUGHT))) {
                assertThat(above.step(batches, RATE).loss())
                        .isCloseTo(alone.step(batches, RATE).loss(), Offset.offset(1e-5));
            }
            Map<String, Tensor> expected = alone.checkpoint().weights();
            above.checkpoint()
                    .weights()
                    .forEach((name, tensor) -> assertThat(tensor.toFloats())
                            .as(name)
                            .containsExactly(expected.get(name).toFloats(), Offset.offset(1e-5f)));
        }
    }

    @Test
    void aTrunkThatIsNotTheFrozenLayersIsRefused() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        try (Trunk trunk = Trunk.of(checkpoint, 1, Device.CPU)) {
            isRefused(trunk, TinyNetworks.with(checkpoint, "bert.encoder.layer.0.output.dense.weight", 9), 1);
            isRefused(trunk, checkpoint, 0);
        }
    }

    private static void isRefused(Trunk trunk, Checkpoint checkpoint, int frozen) {
        OptimizerConfig optimizer = new OptimizerConfig(0.9, 0.99, 0.1, 0, 0, false, frozen, 1, 0, 0);
        assertThatThrownBy(() -> FineTuning.start(
                                checkpoint, optimizer, Device.CPU, Precision.FLOAT32, 1, Optional.of(trunk))
                        .close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(frozen + " layers that are frozen");
    }

    /** A decay that the first of the three steps doesn't reach yet, and the others do. */
    private static OptimizerConfig averaging(boolean frozen) {
        return new OptimizerConfig(0.9, 0.99, 0.1, 0.3, 0.05, frozen, 0, 1, 0, 0.24);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKeptIsTheMovingAverageOfTheReferencesWeights(Architecture architecture) {
        movesAsTheReference(tiny(architecture), averaging(false), BATCH);
        movesAsTheReference(tiny(architecture), averaging(true), BATCH);
    }

    @Test
    void classifiesWithTheAverageItWouldKeep() {
        try (FineTuning training = start(tiny(Architecture.BERT), averaging(false), 1)) {
            training.step(List.of(BATCH), RATE);
            training.step(List.of(BATCH), RATE);
            List<Classification> answers = training.classify(texts(), 16);
            try (FineTuning kept = start(training.checkpoint(), optimizer(0, 0, false), 1)) {
                assertThat(answers).isEqualTo(kept.classify(texts(), 16));
            }
        }
    }

    @Test
    void aRestoredTrainingGoesOnToTheSameAverage(@TempDir Path directory) {
        Checkpoint tiny = TinyBert.of("a", "b", "c").checkpoint();
        Path file = directory.resolve("training.safetensors");
        Path withoutAverage = directory.resolve("without.safetensors");
        try (FineTuning whole = start(tiny, averaging(true), 7);
                FineTuning resumed = start(tiny, averaging(true), 7);
                FineTuning plain = start(tiny, optimizer(0, 0, true), 7)) {
            whole.step(List.of(BATCH), RATE);
            whole.save(file);
            resumed.restore(file);
            assertThat(bits(resumed.checkpoint())).isEqualTo(bits(whole.checkpoint()));
            whole.step(List.of(BATCH), RATE);
            resumed.step(List.of(BATCH), RATE);
            assertThat(bits(resumed.checkpoint())).isEqualTo(bits(whole.checkpoint()));
            plain.save(withoutAverage);
            assertThatThrownBy(() -> resumed.restore(withoutAverage))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("optimizer.average.");
        }
    }

    @Test
    void moreFrozenLayersThanThereAreAreRefused() {
        OptimizerConfig three = new OptimizerConfig(0.9, 0.99, 0.1, 0, 0, false, 3, 1, 0, 0);
        assertThatThrownBy(() -> start(tiny(Architecture.BERT), three, 1).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frozenLayers is 3")
                .hasMessageContaining("at most 2");
    }

    /** Three steps, so that the moments and the corrections of their bias count too. */
    private static void movesAsTheReference(Checkpoint checkpoint, OptimizerConfig optimizer, LabelledBatch batch) {
        // Keys' biases change no softmax: their gradient is 0.
        movesAsTheReference(checkpoint, optimizer, batch, ".*(key|k_lin).bias");
    }

    /** All weights move far beyond the tolerance, but for those of these names, whose gradient is 0. */
    static void movesAsTheReference(
            Checkpoint checkpoint, OptimizerConfig optimizer, LabelledBatch batch, String still) {
        ReferenceAdamW reference = new ReferenceAdamW(checkpoint, optimizer);
        try (FineTuning training = start(checkpoint, optimizer, 1)) {
            for (int step = 1; step <= 3; step++) {
                FineTuning.Step actual = training.step(List.of(batch), RATE);
                FineTuning.Step expected = reference.step(batch, RATE);
                assertThat(actual.loss()).isCloseTo(expected.loss(), Offset.offset(1e-5 * expected.loss()));
                assertThat(actual.gradientNorm())
                        .isCloseTo(expected.gradientNorm(), Offset.offset(1e-4 * expected.gradientNorm()));
                Checkpoint trained = training.checkpoint();
                reference
                        .weights()
                        .keySet()
                        .forEach(name -> assertThat(ReferenceBert.difference(
                                        reference.kept(name),
                                        trained.weights().get(name).toFloats()))
                                .as(name)
                                .isLessThan(1e-5));
            }
            Checkpoint trained = training.checkpoint();
            reference.weights().keySet().forEach(name -> {
                double moved = ReferenceBert.difference(
                        reference.kept(name), checkpoint.weights().get(name).toFloats());
                if (!reference.trains(name)) {
                    assertThat(trained.weights().get(name).data())
                            .isEqualTo(checkpoint.weights().get(name).data());
                } else if (!name.matches(still)) {
                    assertThat(moved).as(name).isGreaterThan(1e-4);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalBatchesTogetherAreOneLargeBatch(Architecture architecture) {
        Checkpoint checkpoint = tiny(architecture);
        OptimizerConfig optimizer = optimizer(0.3, 0.05, false);
        try (FineTuning whole = start(checkpoint, optimizer, 1);
                FineTuning parts = start(checkpoint, optimizer, 1)) {
            FineTuning.Step large = whole.step(List.of(BATCH), RATE);
            FineTuning.Step accumulated = parts.step(
                    List.of(
                            new LabelledBatch(ROWS.subList(0, 1), new int[] {LABELS[0]}),
                            new LabelledBatch(ROWS.subList(1, 3), new int[] {LABELS[1], LABELS[2]}),
                            new LabelledBatch(ROWS.subList(3, 5), new int[] {LABELS[3], LABELS[4]})),
                    RATE);
            assertThat(accumulated.loss()).isCloseTo(large.loss(), Offset.offset(1e-6));
            assertThat(accumulated.gradientNorm()).isCloseTo(large.gradientNorm(), Offset.offset(1e-5));
            closeTo(whole.checkpoint(), parts.checkpoint(), 1e-6f);
        }
    }

    private static LabelledBatch part(LabelledBatch batch, int from, int to) {
        return new LabelledBatch(
                batch.rows().subList(from, to),
                batch.labels().subList(from, to),
                batch.teacher()
                        .map(teacher -> new SoftTargets(
                                teacher.logits().subList(from, to), teacher.weight(), teacher.temperature())));
    }

    @Test
    void taughtBatchesTogetherAreOneLargeBatch() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        try (FineTuning whole = start(checkpoint, optimizer(0, 0, false), 1);
                FineTuning parts = start(checkpoint, optimizer(0, 0, false), 1)) {
            FineTuning.Step large = whole.step(List.of(TAUGHT), RATE);
            // The second has no label at all.
            FineTuning.Step accumulated =
                    parts.step(List.of(part(TAUGHT, 0, 1), part(TAUGHT, 1, 2), part(TAUGHT, 2, 5)), RATE);
            assertThat(accumulated.loss()).isCloseTo(large.loss(), Offset.offset(1e-6));
            closeTo(whole.checkpoint(), parts.checkpoint(), 1e-6f);
        }
    }

    @Test
    void aTeacherOfAllTheWeightIsBelievedAgainstTheLabels() {
        LabelledBatch contradicted = new LabelledBatch(
                ROWS, new int[] {2, 2, 0, 1, 0}, Optional.of(new SoftTargets(TEACHER.logits(), 1, 1)));
        try (FineTuning training = start(tiny(Architecture.BERT), OptimizerConfig.defaults(), 1)) {
            double loss = 0;
            for (int i = 0; i < 150; i++) {
                loss = training.step(List.of(contradicted), 5e-3).loss();
            }
            assertThat(loss).isBetween(-1e-6, 0.02);
            assertThat(training.classify(texts(), 16))
                    .extracting(Classification::label)
                    .containsExactly("a", "b", "c", "a", "c");
        }
    }

    @Test
    void aTeacherThatDoesNotFitIsRefused() {
        List<float[]> logits = TEACHER.logits();
        assertThatThrownBy(() -> new SoftTargets(logits, 0, 1)).hasMessageContaining("weight is 0.0");
        assertThatThrownBy(() -> new SoftTargets(logits, 1.5, 1)).hasMessageContaining("weight is 1.5");
        assertThatThrownBy(() -> new SoftTargets(logits, 1, 0)).hasMessageContaining("temperature is 0.0");
        assertThatThrownBy(() ->
                        new LabelledBatch(ROWS, LABELS, Optional.of(new SoftTargets(logits.subList(0, 2), 1, 1))))
                .hasMessageContaining("5 rows")
                .hasMessageContaining("logits of 2");
        LabelledBatch twoLabels = new LabelledBatch(
                ROWS.subList(0, 1), new int[] {0}, Optional.of(new SoftTargets(List.of(new float[2]), 1, 1)));
        LabelledBatch nothing = new LabelledBatch(ROWS.subList(0, 1), new int[] {LabelledBatch.UNLABELLED});
        try (FineTuning training = start(tiny(Architecture.BERT), optimizer(0, 0, false), 1)) {
            assertThatThrownBy(() -> training.step(List.of(twoLabels), RATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 logits")
                    .hasMessageContaining("3 labels");
            assertThatThrownBy(() -> training.step(List.of(nothing), RATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("label -100");
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossFallsOnALearnableTaskWithDropoutOn(Architecture architecture) {
        Checkpoint tiny = TinyBert.of("a", "b", "c").architecture(architecture).checkpoint();
        try (FineTuning training = start(tiny, OptimizerConfig.defaults(), 1)) {
            double before = 0;
            double after = 0;
            for (int i = 0; i < 120; i++) {
                double loss = training.step(List.of(BATCH), 5e-3).loss();
                before += i < 10 ? loss : 0;
                after += i >= 110 ? loss : 0;
            }
            assertThat(after).isLessThan(before / 4);
            List<Classification> learned = training.classify(texts(), 16);
            for (int row = 0; row < LABELS.length; row++) {
                assertThat(learned.get(row).label())
                        .isEqualTo(List.of("a", "b", "c").get(LABELS[row]));
            }
        }
    }

    @Test
    void oneSeedGivesTheSameWeightsToTheBitAndAnotherOthers() {
        Checkpoint tiny = TinyBert.of("a", "b", "c").checkpoint();
        assertThat(bits(afterSteps(tiny, 7, 5))).isEqualTo(bits(afterSteps(tiny, 7, 5)));
        assertThat(bits(afterSteps(tiny, 7, 5))).isNotEqualTo(bits(afterSteps(tiny, 8, 5)));
    }

    @Test
    void dropoutDiffersFromStepToStepAndTrainingAlongsideDoesNotDisturbIt() {
        Checkpoint tiny = TinyBert.of("a", "b", "c").checkpoint();
        Checkpoint alone = afterSteps(tiny, 7, 4);
        try (FineTuning training = start(tiny, OptimizerConfig.defaults(), 7);
                FineTuning other = start(tiny, OptimizerConfig.defaults(), 8)) {
            List<Double> losses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                losses.add(training.step(List.of(BATCH), 1e-2).loss());
                other.step(List.of(BATCH), 1e-2);
                training.classify(texts(), 16);
            }
            assertThat(losses).doesNotHaveDuplicates();
            assertThat(bits(training.checkpoint())).isEqualTo(bits(alone));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestoredTrainingGoesOnToTheSameWeights(Architecture architecture, @TempDir Path directory) {
        Checkpoint tiny = TinyBert.of("a", "b", "c").architecture(architecture).checkpoint();
        Path file = directory.resolve("training.safetensors");
        try (FineTuning first = start(tiny, OptimizerConfig.defaults(), 7)) {
            first.step(List.of(BATCH), 1e-2);
            first.step(List.of(BATCH), 1e-2);
            first.save(file);
        }
        try (FineTuning second = start(tiny, OptimizerConfig.defaults(), 7)) {
            second.restore(file);
            assertThat(second.steps()).isEqualTo(2);
            second.step(List.of(BATCH), 1e-2);
            second.step(List.of(BATCH), 1e-2);
            assertThat(bits(second.checkpoint())).isEqualTo(bits(afterSteps(tiny, 7, 4)));
        }
    }

    @Test
    void aFileOfAnotherTrainingIsRefused(@TempDir Path directory) throws IOException {
        Checkpoint tiny = TinyBert.of("a", "b", "c").checkpoint();
        Path frozen = directory.resolve("frozen.safetensors");
        try (FineTuning training = start(tiny, optimizer(0, 0, true), 7)) {
            training.save(frozen);
        }
        Path noTensors = Files.writeString(directory.resolve("text.safetensors"), "no tensors here, only text");
        Path larger = directory.resolve("larger.safetensors");
        try (FineTuning training =
                start(TinyBert.of("a", "b", "c").size(2, 32, 2).checkpoint(), optimizer(0, 0, false), 7)) {
            training.save(larger);
        }
        try (FineTuning training = start(tiny, optimizer(0, 0, false), 7)) {
            assertThatThrownBy(() -> training.restore(frozen))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(frozen.toString())
                    .hasMessageContaining("word_embeddings.weight")
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> training.restore(larger))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("should be F32 [")
                    .hasMessageContaining(", 32]");
            assertThatThrownBy(() -> training.restore(noTensors)).isInstanceOf(CheckpointException.class);
            training.step(List.of(BATCH), 1e-3);
            assertThat(training.steps()).as("a refused file changes nothing").isEqualTo(1);
        }
    }

    @Test
    void aStepWhoseGradientsAreNotFiniteIsNotTaken() {
        // The scores of the attention are beyond float32.
        Checkpoint huge = TinyNetworks.with(tiny(Architecture.BERT), "bert.embeddings.LayerNorm.weight", 1e30f);
        try (FineTuning training = start(huge, optimizer(0.3, 1, false), 1)) {
            assertThatThrownBy(() -> training.step(List.of(BATCH), RATE))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("step 1 was not taken")
                    .hasMessageContaining("0.1");
            assertThat(training.steps()).isZero();
            assertThat(bits(training.checkpoint())).isEqualTo(bits(huge));
        }
    }

    @Test
    void rowsAndLabelsThatDoNotFitAreRefused() {
        try (FineTuning training = start(tiny(Architecture.BERT), optimizer(0, 0, false), 1)) {
            assertThatThrownBy(() -> training.step(List.of(), RATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one");
            assertThatThrownBy(() -> training.step(List.of(new LabelledBatch(ROWS.subList(0, 1), new int[] {3})), RATE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("label 3")
                    .hasMessageContaining("0 to 2");
            assertThatThrownBy(() -> new LabelledBatch(ROWS, new int[] {1}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5 rows")
                    .hasMessageContaining("1 label");
            // A batch refused in the middle of a step leaves nothing behind.
            Checkpoint before = training.checkpoint();
            assertThatThrownBy(() ->
                            training.step(List.of(BATCH, new LabelledBatch(ROWS.subList(0, 1), new int[] {3})), RATE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(bits(training.checkpoint())).isEqualTo(bits(before));
            try (FineTuning fresh = start(tiny(Architecture.BERT), optimizer(0, 0, false), 1)) {
                assertThat(training.step(List.of(BATCH), RATE)).isEqualTo(fresh.step(List.of(BATCH), RATE));
            }
        }
    }

    @Test
    void aBaseWithoutAHeadIsRefused() {
        assertThatThrownBy(() -> start(TinyBert.of().checkpoint(), optimizer(0, 0, false), 1)
                        .close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no classifier");
    }

    @Test
    void bfloat16LearnsOnFloat32MasterWeights() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        OptimizerConfig optimizer = optimizer(0, 0, false);
        try (FineTuning exact = start(checkpoint, optimizer, 1);
                FineTuning coarse = FineTuning.start(checkpoint, optimizer, Device.CPU, Precision.BFLOAT16, 1)) {
            double expected = exact.step(List.of(BATCH), 1e-3).loss();
            assertThat(coarse.step(List.of(BATCH), 1e-3).loss()).isCloseTo(expected, Offset.offset(0.05));
            // Steps of 1e-3 are lost in bfloat16's 8 bits, but not in the master weights.
            closeTo(exact.checkpoint(), coarse.checkpoint(), 3e-4f);
            assertThat(bits(coarse.checkpoint())).isNotEqualTo(bits(checkpoint));
        }
    }

    @Test
    void bfloat16sLossStaysCloseToThatOfFloat32() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        OptimizerConfig optimizer = OptimizerConfig.defaults();
        try (FineTuning exact = start(checkpoint, optimizer, 1);
                FineTuning coarse = FineTuning.start(checkpoint, optimizer, Device.CPU, Precision.BFLOAT16, 1)) {
            double first = exact.step(List.of(BATCH), 1e-3).loss();
            coarse.step(List.of(BATCH), 1e-3);
            double loss = first;
            for (int step = 1; step < 20; step++) {
                loss = exact.step(List.of(BATCH), 1e-3).loss();
                assertThat(coarse.step(List.of(BATCH), 1e-3).loss()).isCloseTo(loss, Offset.offset(0.05));
            }
            assertThat(loss).as("it learns, so that close means something").isLessThan(first - 0.1);
        }
    }

    private static List<EncodedText> texts() {
        return ROWS.stream().map(row -> new EncodedText(List.of(row), false)).toList();
    }

    private static Checkpoint afterSteps(Checkpoint checkpoint, long seed, int steps) {
        try (FineTuning training = start(checkpoint, OptimizerConfig.defaults(), seed)) {
            for (int i = 0; i < steps; i++) {
                training.step(List.of(BATCH), 1e-2);
            }
            return training.checkpoint();
        }
    }

    private static List<ByteBuffer> bits(Checkpoint checkpoint) {
        return checkpoint.weights().values().stream().map(Tensor::data).toList();
    }

    private static void closeTo(Checkpoint expected, Checkpoint actual, float tolerance) {
        expected.weights()
                .forEach((name, tensor) -> assertThat(actual.weights().get(name).toFloats())
                        .as(name)
                        .containsExactly(tensor.toFloats(), Offset.offset(tolerance)));
    }
}
