package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.network.Precision;
import io.sentistream.bert.training.OptimizerConfig;
import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    static TrainingConfig read(TrainingSettings keys, Map<String, String> given) {
        return keys.read(Settings.read(keys.all(), new ClientKeys(Set.of(), List.of()), given));
    }

    @Test
    void aBaseIsTrainedForTwoEpochsOfAllWeights() {
        TrainingConfig config = read(TrainingSettings.fineTuning(""), Map.of("device", "cpu"));

        assertThat(config.epochs()).isEqualTo(2);
        assertThat(config.maxSteps()).isZero();
        assertThat(config.batchSize()).isEqualTo(32);
        assertThat(config.schedule().learningRate()).isEqualTo(5e-5);
        assertThat(config.schedule().shape()).isEqualTo(ScheduleConfig.Shape.LINEAR);
        assertThat(config.schedule().warmupRatio()).isEqualTo(0.06);
        assertThat(config.schedule().warmupSteps()).isZero();
        assertThat(config.maxLength()).isEqualTo(128);
        assertThat(config.optimizer()).isEqualTo(OptimizerConfig.defaults());
        assertThat(config.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(config.evaluation()).isEqualTo(new EvaluationConfig(1, 0, BestMetric.ACCURACY, 0));
    }

    @Test
    void feedbackIsLearnedForTwoEpochsByTheSixHighestLayersInWhatIsFastestHere() {
        TrainingConfig config = read(TrainingSettings.adaptation("adaptation."), Map.of());

        assertThat(config.epochs()).isEqualTo(2);
        assertThat(config.optimizer().freezeWordEmbeddings()).isTrue();
        assertThat(config.optimizer().frozenLayers()).isEqualTo(-6);
        assertThat(config.precision()).isEqualTo(Precision.fastestToTrainOnCpu());
    }

    @Test
    void everyKeyIsRead() {
        TrainingConfig config = read(
                TrainingSettings.fineTuning("training."),
                Map.ofEntries(
                        Map.entry("training.epochs", "7"),
                        Map.entry("training.max.steps", "70"),
                        Map.entry("training.batch.size", "8"),
                        Map.entry("training.gradient.accumulation", "4"),
                        Map.entry("training.schedule", "cosine"),
                        Map.entry("training.learning.rate", "3e-5"),
                        Map.entry("training.warmup.ratio", "0.1"),
                        Map.entry("training.warmup.steps", "11"),
                        Map.entry("training.weight.decay", "0.02"),
                        Map.entry("training.max.gradient.norm", "0"),
                        Map.entry("training.frozen.layers", "3"),
                        Map.entry("training.layer.rate.decay", "0.9"),
                        Map.entry("training.label.smoothing", "0.1"),
                        Map.entry("training.average.decay", "0.999"),
                        Map.entry("training.max.length", "64"),
                        Map.entry("training.freeze.word.embeddings", "true"),
                        Map.entry("training.seed", "5"),
                        Map.entry("training.device", "cpu"),
                        Map.entry("training.precision", "float32"),
                        Map.entry("training.evaluations.per.epoch", "3"),
                        Map.entry("training.evaluate.every.steps", "30"),
                        Map.entry("training.best.metric", "macro-f1"),
                        Map.entry("training.patience", "2"),
                        Map.entry("training.save.every.steps", "9")));

        assertThat(config)
                .isEqualTo(new TrainingConfig(
                        7,
                        70,
                        8,
                        4,
                        new ScheduleConfig(ScheduleConfig.Shape.COSINE, 3e-5, 0.1, 11),
                        new OptimizerConfig(0.9, 0.999, 1e-8, 0.02, 0, true, 3, 0.9, 0.1, 0.999),
                        64,
                        5,
                        config.device(),
                        Precision.FLOAT32,
                        new EvaluationConfig(3, 30, BestMetric.MACRO_F1, 2),
                        9));
        assertThat(config.device().cuda()).isFalse();
    }

    @Test
    void aValueThatCantBeIsNamedWithItsKeyAndAFix() {
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning("training."), Map.of("training.epochs", "0")))
                .hasMessageContaining("training.epochs=0")
                .hasMessageContaining("from 1");
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning(""), Map.of("device", "abacus")))
                .hasMessageContaining("abacus")
                .hasMessageContaining("cuda:");
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning(""), Map.of("precision", "double")))
                .hasMessageContaining("precision=double")
                .hasMessageContaining("float32, bfloat16, int8, auto");
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning(""), Map.of("schedule", "polynomial")))
                .hasMessageContaining("schedule=polynomial")
                .hasMessageContaining("linear, cosine, constant");
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning(""), Map.of("best.metric", "recall")))
                .hasMessageContaining("best.metric=recall")
                .hasMessageContaining("accuracy, loss, macro-f1");
    }

    @Test
    void int8IsRefusedBeforeTheTrainingStarts() {
        assertThatThrownBy(() -> read(TrainingSettings.fineTuning(""), Map.of("device", "cpu", "precision", "int8")))
                .hasMessageContaining("precision=int8")
                .hasMessageContaining("float32 or bfloat16");
    }
}
