package io.sentistream.trainer.training;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/** The keys of an {@link EvaluationConfig}. */
final class EvaluationSettings {
    private final Setting<Integer> perEpoch;
    private final Setting<Integer> everySteps;
    private final Setting<BestMetric> best;
    private final Setting<Integer> patience;

    EvaluationSettings(String prefix) {
        perEpoch = Setting.integer(
                prefix + "evaluations.per.epoch",
                1,
                1,
                1000,
                "how often in an epoch the validation rows are classified");
        everySteps = Setting.integer(
                prefix + "evaluate.every.steps",
                0,
                0,
                Integer.MAX_VALUE,
                "steps between two evaluations, in place of so many an epoch; 0 for so many an epoch");
        best = Setting.choice(
                prefix + "best.metric",
                BestMetric.ACCURACY,
                BestMetric.class,
                "the evaluation that is kept: that of the best accuracy, loss, macro-f1 or f1");
        patience = Setting.integer(
                prefix + "patience",
                0,
                0,
                Integer.MAX_VALUE,
                "end after so many evaluations in a row that are no new best; 0 to train to the end");
    }

    List<Setting<?>> all() {
        return List.of(perEpoch, everySteps, best, patience);
    }

    EvaluationConfig read(Settings settings) {
        return new EvaluationConfig(
                settings.get(perEpoch), settings.get(everySteps), settings.get(best), settings.get(patience));
    }
}
