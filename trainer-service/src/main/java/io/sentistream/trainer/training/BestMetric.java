package io.sentistream.trainer.training;

import io.sentistream.trainer.evaluation.Evaluation;

/** What makes one evaluation better than another. */
public enum BestMetric {
    /** The higher accuracy, of equal ones the lower loss. */
    ACCURACY,
    /** The lower mean cross-entropy. */
    LOSS,
    /** The higher mean of the classes' F1, of equal ones the lower loss: for classes of unequal size. */
    MACRO_F1,
    /**
     * The higher F1 as the task has it, of equal ones the lower loss: of the second class of pairs, of entities, of the words
     * of answers; of single texts as {@link #MACRO_F1}.
     */
    F1;

    /** Whether an evaluation is better than the best before it; the same again is. */
    boolean better(Evaluation evaluation, Evaluation best) {
        boolean lowerLoss = evaluation.loss() <= best.loss();
        return switch (this) {
            case ACCURACY ->
                evaluation.correct() > best.correct() || (evaluation.correct() == best.correct() && lowerLoss);
            case LOSS -> lowerLoss;
            case MACRO_F1 ->
                evaluation.macroF1() > best.macroF1() || (evaluation.macroF1() == best.macroF1() && lowerLoss);
            case F1 -> evaluation.f1() > best.f1() || (evaluation.f1() == best.f1() && lowerLoss);
        };
    }
}
