package io.sentistream.trainer.training;

/**
 * When a training evaluates, and what it makes of it. Its last step is always evaluated.
 *
 * @param perEpoch how often an epoch the validation rows are classified, the last time at its end
 * @param everySteps the steps between two evaluations, in place of {@code perEpoch}; 0 for {@code perEpoch}
 * @param best which checkpoint is kept
 * @param patience the training ends after so many evaluations in a row that are no new best; 0 for never. Without
 *     validation rows each is one
 */
public record EvaluationConfig(int perEpoch, int everySteps, BestMetric best, int patience) {
    /** After the last step alone, whose checkpoint is kept. */
    public static final EvaluationConfig AT_THE_END =
            new EvaluationConfig(1, Integer.MAX_VALUE, BestMetric.ACCURACY, 0);

    /** Whether the rows are to be classified after so many steps. Those of an epoch split it into equal parts. */
    boolean isDue(long step, long stepsPerEpoch, long totalSteps) {
        if (step == totalSteps) {
            return true;
        }
        if (everySteps > 0) {
            return step % everySteps == 0;
        }
        long inEpoch = (step - 1) % stepsPerEpoch + 1;
        return inEpoch * perEpoch / stepsPerEpoch > (inEpoch - 1) * perEpoch / stepsPerEpoch;
    }
}
