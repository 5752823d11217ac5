package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.trainer.evaluation.Evaluation;
import java.time.Duration;
import java.util.Map;

/**
 * What came of a training.
 *
 * @param best the checkpoint that is best on the validation rows by the configured metric; the last one where there are no
 *     validation rows
 * @param validation how the best did on the validation rows
 * @param bestStep after which optimizer step the best was taken
 * @param steps all optimizer steps
 * @param stoppedEarly whether the training ended because evaluations no longer got better
 * @param trainRows the rows of an epoch
 * @param trainLoss the mean loss of the last epoch's steps, in nats
 * @param elapsed the time spent, over all processes that took part
 */
public record TrainingReport(
        Checkpoint best,
        Evaluation validation,
        long bestStep,
        long steps,
        boolean stoppedEarly,
        int trainRows,
        double trainLoss,
        Duration elapsed) {
    /**
     * Two trainings as one: a checkpoint that was made of both, and what both took; the later one's evaluation.
     *
     * @param made of the checkpoints of both
     */
    public TrainingReport and(TrainingReport later, Checkpoint made) {
        return new TrainingReport(
                made,
                later.validation,
                bestStep + later.bestStep,
                steps + later.steps,
                stoppedEarly || later.stoppedEarly,
                trainRows + later.trainRows,
                (trainLoss * steps + later.trainLoss * later.steps) / (steps + later.steps),
                elapsed.plus(later.elapsed));
    }

    /** Adds what a manifest tells of the training itself. */
    public void addTo(Map<String, Double> metrics) {
        metrics.put("train.loss", trainLoss);
        metrics.put("train.seconds", elapsed.toMillis() / 1000.0);
        metrics.put("train.steps", (double) steps);
        metrics.put("best.step", (double) bestStep);
    }
}
