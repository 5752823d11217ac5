package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.trainer.evaluation.Evaluation;
import java.time.Duration;
import java.util.Map;

/**
 * What came of a training.
 *
 * @param best the checkpoint with the best accuracy on the validation rows, of equal ones that with the lower loss; the
 *     last one where there are no validation rows
 * @param validation how the best did on the validation rows
 * @param bestStep after which optimizer step the best was taken
 * @param steps all optimizer steps
 * @param trainRows the rows of an epoch
 * @param trainLoss the mean loss of the last epoch's steps, in nats
 * @param elapsed the time spent, over all processes that took part
 */
public record TrainingReport(
        Checkpoint best,
        Evaluation validation,
        long bestStep,
        long steps,
        int trainRows,
        double trainLoss,
        Duration elapsed) {
    /** Adds what a manifest tells of the training itself. */
    public void addTo(Map<String, Double> metrics) {
        metrics.put("train.loss", trainLoss);
        metrics.put("train.seconds", elapsed.toMillis() / 1000.0);
        metrics.put("train.steps", (double) steps);
        metrics.put("best.step", (double) bestStep);
    }
}
