package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.trainer.evaluation.Evaluation;
import java.time.Duration;

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
        Duration elapsed) {}
