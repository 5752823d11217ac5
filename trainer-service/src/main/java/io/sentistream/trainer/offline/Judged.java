package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Calibration;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.evaluation.Reliability;
import java.util.List;
import java.util.Map;

/**
 * The best checkpoint of a training, calibrated, and what it does on the rows that were not trained on.
 *
 * @param best with the temperature in its weights
 * @param calibration fitted on the withheld rows
 * @param withheld how it does on the withheld rows
 * @param validation how it does on the validation rows
 * @param errorBefore the expected calibration error on the validation rows without the calibration
 * @param errorAfter the same with it
 */
record Judged(
        Checkpoint best,
        Calibration calibration,
        Evaluation withheld,
        Evaluation validation,
        double errorBefore,
        double errorAfter) {
    static Judged of(Checkpoint best, TextClassifier classifier, List<Example> withheld, List<Example> validation) {
        List<Classification> onWithheld = classify(classifier, withheld);
        List<Classification> onValidation = classify(classifier, validation);
        Calibration calibration = Calibration.fit(onWithheld, withheld);
        List<Classification> calibrated = calibration.applied(onValidation);
        return new Judged(
                calibration.folded(best),
                calibration,
                Evaluation.of(calibration.applied(onWithheld), withheld),
                Evaluation.of(calibrated, validation),
                Reliability.of(onValidation, validation).expectedError(),
                Reliability.of(calibrated, validation).expectedError());
    }

    private static List<Classification> classify(TextClassifier classifier, List<Example> rows) {
        return classifier.classifyTexts(rows.stream().map(Example::text).toList());
    }

    void addTo(Map<String, Double> metrics) {
        withheld.addTo(metrics, "base.withheld");
        validation.addTo(metrics, "validation");
        if (validation.rows() > 0) {
            metrics.put("validation.calibration.error", errorAfter);
            metrics.put("validation.calibration.error.before", errorBefore);
        }
    }
}
