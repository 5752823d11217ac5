package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Checkpoint START = TinyBert.of("negative", "positive").checkpoint();
    private static final DataSet DATA = new DataSet("words", rows(0, 160), rows(160, 200));

    @TempDir
    private Path directory;

    /** Good and bad sentences that differ by a number. */
    private static List<Example> rows(int from, int to) {
        List<Example> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(new Example("this film was very " + (i % 2 == 0 ? "bad " : "good ") + i, i % 2, "test"));
        }
        return rows;
    }

    static TrainingConfig config(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "device",
                "cpu",
                "epochs",
                "3",
                "batch.size",
                "8",
                "learning.rate",
                "0.003",
                "save.every.steps",
                "0",
                "max.length",
                "64"));
        all.putAll(given);
        return TrainingSettingsTest.read(TrainingSettings.fineTuning(""), all);
    }

    private static TrainingReport train(TrainingConfig config, TrainingListener listener) throws InterruptedException {
        return Trainer.train(START, DATA, config, Optional.empty(), listener);
    }

    /** Ends the training at a step as a kill would, before the step is saved. */
    static TrainingListener killingAt(long step) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingProgress progress) {
                if (progress.step() == step) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    private static final class Recorder implements TrainingListener {
        private final List<TrainingProgress> steps = new ArrayList<>();
        private final List<Evaluation> evaluations = new ArrayList<>();
        private int ends;

        @Override
        public void stepped(TrainingProgress progress) {
            steps.add(progress);
        }

        @Override
        public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
            evaluations.add(evaluation);
        }

        @Override
        public void ended() {
            ends++;
        }
    }

    @Test
    void theLossFallsAndWhatWasNotTrainedOnIsClassified() throws InterruptedException {
        Recorder recorder = new Recorder();

        TrainingReport report = train(config(Map.of("epochs", "6")), recorder);

        assertThat(report.validation().accuracy()).isGreaterThan(0.9);
        assertThat(report.steps()).isEqualTo(120);
        assertThat(report.trainRows()).isEqualTo(160);
        assertThat(recorder.steps.get(119).smoothedLoss())
                .isLessThan(recorder.steps.get(0).loss());
        assertThat(recorder.steps).extracting(TrainingProgress::totalSteps).containsOnly(120L);
        assertThat(recorder.steps.get(119).remaining()).isZero();
        assertThat(recorder.ends).isEqualTo(1);
    }

    @Test
    void theRateGoesAsTheScheduleSays() throws InterruptedException {
        Recorder recorder = new Recorder();

        train(config(Map.of("epochs", "1", "schedule", "constant", "warmup.steps", "2")), recorder);

        assertThat(recorder.steps)
                .extracting(TrainingProgress::learningRate)
                .startsWith(0.001, 0.002, 0.003)
                .endsWith(0.003);
        assertThatThrownBy(() -> train(config(Map.of("epochs", "1", "warmup.steps", "20")), new Recorder()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("warmup.steps=20");
    }

    @Test
    void evaluationsComeAsOftenAnEpochAsConfiguredAndTheBestIsKept() throws InterruptedException {
        Recorder recorder = new Recorder();

        TrainingReport report = train(config(Map.of("evaluations.per.epoch", "2")), recorder);

        assertThat(recorder.evaluations).hasSize(6);
        assertThat(recorder.evaluations)
                .extracting(Evaluation::correct)
                .allMatch(correct -> correct <= report.validation().correct());
        assertThat(report.bestStep() % 10).isZero();
    }

    @Test
    void stepsMayBeGivenInPlaceOfEpochsForLessThanOneOrMore() throws InterruptedException {
        for (int steps : new int[] {7, 47}) {
            Recorder recorder = new Recorder();

            TrainingReport report = train(config(Map.of("max.steps", Integer.toString(steps))), recorder);

            assertThat(report.steps()).isEqualTo(steps);
            assertThat(recorder.steps).hasSize(steps);
            assertThat(recorder.steps.get(steps - 1).remaining()).isZero();
            // Of an epoch's 20 steps, those of the last epoch.
            List<TrainingProgress> last = recorder.steps.subList(steps / 20 * 20, steps);
            assertThat(report.trainLoss())
                    .isCloseTo(
                            last.stream()
                                    .mapToDouble(TrainingProgress::loss)
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
        }
    }

    @Test
    void evaluationsMayComeBySteps() throws InterruptedException {
        List<Long> steps = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
                steps.add(progress.step());
            }
        };

        train(config(Map.of("evaluate.every.steps", "12", "max.steps", "40")), listener);

        assertThat(steps).as("each twelve, and the last").containsExactly(12L, 24L, 36L, 40L);
    }

    @Test
    void aTrainingOfStepsThatWasKilledGoesOnToTheSameWeights() throws InterruptedException {
        TrainingConfig config = config(Map.of("max.steps", "33", "evaluate.every.steps", "5", "schedule", "cosine"));
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener killing = killingAt(28);

        assertThatThrownBy(() -> Trainer.train(START, DATA, config, Optional.of(state), killing))
                .hasMessage("killed");
        Recorder rest = new Recorder();
        TrainingReport resumed = Trainer.train(START, DATA, config, Optional.of(state), rest);

        TrainingReport whole = train(config, new Recorder());
        assertThat(rest.steps).first().extracting(TrainingProgress::step).isEqualTo(26L);
        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(resumed.trainLoss()).isEqualTo(whole.trainLoss());
    }

    /** Which is the best of the evaluations so far, and how many came after it. */
    private static int sinceLowestLoss(List<Evaluation> evaluations) {
        int best = 0;
        for (int i = 1; i < evaluations.size(); i++) {
            best = evaluations.get(i).loss() <= evaluations.get(best).loss() ? i : best;
        }
        return evaluations.size() - 1 - best;
    }

    /** A rate so high that the loss on other rows does not go on falling. */
    private static final Map<String, String> RESTLESS = Map.of(
            "max.steps", "400",
            "evaluate.every.steps", "4",
            "learning.rate", "0.05",
            "schedule", "constant",
            "best.metric", "loss",
            "patience", "3");

    @Test
    void aTrainingThatNoLongerGetsBetterEndsEarlyWithItsBest() throws InterruptedException {
        Recorder recorder = new Recorder();

        TrainingReport report = train(config(RESTLESS), recorder);

        List<Evaluation> evaluations = recorder.evaluations;
        assertThat(report.stoppedEarly()).isTrue();
        assertThat(report.steps()).isLessThan(400).isEqualTo(4L * evaluations.size());
        assertThat(report.bestStep()).isEqualTo(report.steps() - 12);
        assertThat(report.validation()).isEqualTo(evaluations.get(evaluations.size() - 4));
        assertThat(sinceLowestLoss(evaluations)).isEqualTo(3);
        for (int i = 1; i < evaluations.size(); i++) {
            assertThat(sinceLowestLoss(evaluations.subList(0, i))).isLessThan(3);
        }
    }

    @Test
    void patienceSurvivesAKill() throws InterruptedException {
        TrainingConfig config = config(RESTLESS);
        TrainingReport whole = train(config, new Recorder());
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener killing = killingAt(whole.steps() - 1);

        assertThatThrownBy(() -> Trainer.train(START, DATA, config, Optional.of(state), killing))
                .hasMessage("killed");
        TrainingReport resumed = Trainer.train(START, DATA, config, Optional.of(state), new Recorder());
        TrainingReport again = Trainer.train(START, DATA, config, Optional.of(state), new Recorder());

        assertThat(resumed.steps()).isEqualTo(whole.steps());
        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(again.steps()).as("what was stopped early stays stopped").isEqualTo(whole.steps());
    }

    @Test
    void twoTrainingsOfTheSameSeedGiveTheSameWeights() throws InterruptedException {
        Checkpoint first = train(config(Map.of()), new Recorder()).best();

        assertThat(train(config(Map.of()), new Recorder()).best().weights()).isEqualTo(first.weights());
        assertThat(train(config(Map.of("seed", "9")), new Recorder()).best().weights())
                .isNotEqualTo(first.weights());
    }

    @Test
    void anInterruptedTrainingGoesOnToTheSameWeights() throws InterruptedException {
        TrainingConfig config = config(Map.of("gradient.accumulation", "2"));
        TrainingReport whole = train(config, new Recorder());
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void stepped(TrainingProgress progress) {
                if (progress.step() == 14) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        assertThatThrownBy(() -> Trainer.train(START, DATA, config, Optional.of(state), interrupting))
                .isInstanceOf(InterruptedException.class)
                .hasMessageContaining("14");
        Recorder rest = new Recorder();
        TrainingReport resumed = Trainer.train(START, DATA, config, Optional.of(state), rest);

        assertThat(rest.steps)
                .hasSize(16)
                .first()
                .extracting(TrainingProgress::step)
                .isEqualTo(15L);
        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        assertThat(resumed.trainLoss()).isEqualTo(whole.trainLoss());
    }

    @Test
    void aKilledTrainingGoesOnFromTheLastSavedStep() throws InterruptedException {
        TrainingConfig config = config(Map.of("save.every.steps", "7"));
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener killing = killingAt(31);

        assertThatThrownBy(() -> Trainer.train(START, DATA, config, Optional.of(state), killing))
                .hasMessage("killed");
        Recorder rest = new Recorder();
        TrainingReport resumed = Trainer.train(START, DATA, config, Optional.of(state), rest);

        assertThat(rest.steps).first().extracting(TrainingProgress::step).isEqualTo(29L);
        assertThat(resumed.best().weights())
                .isEqualTo(train(config, new Recorder()).best().weights());
    }

    @Test
    void aKilledTrainingThatAveragesGoesOnToTheSameAverage() throws InterruptedException {
        TrainingConfig config = config(Map.of("save.every.steps", "7", "average.decay", "0.9"));
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener killing = killingAt(31);

        assertThatThrownBy(() -> Trainer.train(START, DATA, config, Optional.of(state), killing))
                .hasMessage("killed");
        TrainingReport resumed = Trainer.train(START, DATA, config, Optional.of(state), new Recorder());

        TrainingReport whole = train(config, new Recorder());
        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        assertThat(train(config(Map.of()), new Recorder()).best().weights())
                .isNotEqualTo(whole.best().weights());
    }

    @Test
    void theStateOfAnotherTrainingIsRefused() throws InterruptedException, IOException {
        TrainingState state = new TrainingState(directory);
        Trainer.train(START, DATA, config(Map.of("epochs", "1")), Optional.of(state), new Recorder());

        assertThatThrownBy(() ->
                        Trainer.train(START, DATA, config(Map.of("epochs", "2")), Optional.of(state), new Recorder()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("other settings");

        state.clear();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDamagedStateIsNamed() throws IOException {
        Files.writeString(directory.resolve("progress.json"), "{\"step\":");

        assertThatThrownBy(() -> Trainer.train(
                        START, DATA, config(Map.of()), Optional.of(new TrainingState(directory)), new Recorder()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("progress.json is damaged");
    }

    /** A teacher that takes "good" for bad and the other way round, sure of itself. */
    private static Teaching contrary(double weight, List<Example> rows, List<Example> unlabelled) {
        return new Teaching(
                weight,
                2,
                Stream.concat(rows.stream(), unlabelled.stream())
                        .map(row -> new float[] {row.label() == 0 ? -4 : 4, row.label() == 0 ? 4 : -4})
                        .toList(),
                unlabelled.stream().map(Example::text).toList());
    }

    @Test
    void aTeacherOfAllTheWeightIsBelievedAgainstTheLabels() throws InterruptedException {
        Optional<Teaching> contrary = Optional.of(contrary(1, DATA.train(), List.of()));
        DataSet rows = new DataSet("words", DATA.train(), List.of());

        TrainingReport report =
                Trainer.train(START, rows, contrary, config(Map.of("epochs", "6")), Optional.empty(), new Recorder());

        assertThat(accuracy(report.best(), DATA.validation())).isLessThan(0.1);
    }

    @Test
    void textsWithoutLabelsAreLearnedFromTheTeacher() throws InterruptedException {
        DataSet few = new DataSet("words", DATA.train().subList(0, 2), List.of());
        Teaching contrary = contrary(0.5, few.train(), DATA.train().subList(2, 160));

        TrainingReport report = Trainer.train(
                START, few, Optional.of(contrary), config(Map.of("epochs", "6")), Optional.empty(), new Recorder());

        assertThat(report.trainRows()).isEqualTo(160);
        assertThat(accuracy(report.best(), DATA.validation())).isLessThan(0.1);
    }

    @Test
    void aKilledTrainingWithATeacherGoesOnToTheSameWeightsAndNotWithAnotherTeacher() throws InterruptedException {
        TrainingConfig config = config(Map.of("save.every.steps", "7"));
        Optional<Teaching> teaching = Optional.of(contrary(0.5, DATA.train(), rows(200, 230)));
        TrainingState state = new TrainingState(directory.resolve("state"));
        TrainingListener killing = killingAt(31);

        assertThatThrownBy(() -> Trainer.train(START, DATA, teaching, config, Optional.of(state), killing))
                .hasMessage("killed");
        for (Optional<Teaching> other :
                List.of(Optional.<Teaching>empty(), Optional.of(contrary(0.6, DATA.train(), rows(200, 230))))) {
            assertThatThrownBy(() -> Trainer.train(START, DATA, other, config, Optional.of(state), new Recorder()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("unfinished training");
        }
        TrainingReport resumed = Trainer.train(START, DATA, teaching, config, Optional.of(state), new Recorder());

        TrainingReport whole = Trainer.train(START, DATA, teaching, config, Optional.empty(), new Recorder());
        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(whole.best().weights())
                .isNotEqualTo(train(config, new Recorder()).best().weights());
    }

    private static double accuracy(Checkpoint checkpoint, List<Example> rows) {
        try (TextClassifier classifier =
                TextClassifier.load(checkpoint, new InferenceConfig(Device.CPU, Precision.FLOAT32, 64, 1, 512))) {
            return Evaluation.of(classifier, rows).accuracy();
        }
    }

    @Test
    void withoutValidationRowsTheLastIsTheBest() throws InterruptedException {
        DataSet rows = new DataSet("words", rows(0, 20), List.of());

        TrainingReport report = Trainer.train(START, rows, config(Map.of()), Optional.empty(), new Recorder());

        assertThat(report.bestStep()).isEqualTo(report.steps()).isEqualTo(9);
        assertThat(report.validation().rows()).isZero();
    }

    @Test
    void nothingToTrainOnTooLongTextsAndTooManyFrozenLayersAreRefused() {
        assertThatThrownBy(() -> Trainer.train(
                        START,
                        new DataSet("none", List.of(), List.of()),
                        config(Map.of("max.length", "64")),
                        Optional.empty(),
                        new Recorder()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> train(config(Map.of("max.length", "65")), new Recorder()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("max.length=65")
                .hasMessageContaining("64");
        assertThatThrownBy(() -> train(config(Map.of("frozen.layers", "9")), new Recorder()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("frozen.layers=9")
                .hasMessageContaining("at most " + START.config().layers());
    }
}
