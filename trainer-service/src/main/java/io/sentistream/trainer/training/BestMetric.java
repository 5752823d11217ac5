package io.sentistream.trainer.training;

import io.sentistream.trainer.evaluation.Evaluation;

/** What makes one evaluation better than another. */
public enum BestMetric {
    /** The higher accuracy, of equal ones the lower loss. */
    ACCURACY,
    /** The lower mean cross-entropy. */
    LOSS,
    /** The higher mean of the classes' F1, of equal ones the lower loss: for classes of unequal size. */
    MACRO_F1;

    /** Whether an evaluation is better than the best before it; the same again is. */
    boolean better(Evaluation evaluation, Evaluation best) {
        boolean lowerLoss = evaluation.loss() <= best.loss();
        return switch (this) {
            case ACCURACY ->
                evaluation.correct() > best.correct() || (evaluation.correct() == best.correct() && lowerLoss);
            case LOSS -> lowerLoss;
            case MACRO_F1 ->
                evaluation.macroF1() > best.macroF1() || (evaluation.macroF1() == best.macroF1() && lowerLoss);
        };
    }
}
