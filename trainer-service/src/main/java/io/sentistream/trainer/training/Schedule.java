package io.sentistream.trainer.training;

/**
 * The learning rate of each step of a training: it rises linearly from 0 to its peak, and goes on as the shape says.
 *
 * @param shape what follows the warmup
 * @param peak the highest rate
 * @param warmupSteps the steps of rising
 * @param totalSteps all steps
 */
record Schedule(ScheduleConfig.Shape shape, double peak, long warmupSteps, long totalSteps) {
    /** The rate of a step, counted from 0. No step of a training has the rate 0. */
    double rate(long step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / (warmupSteps + 1);
        }
        return switch (shape) {
            case LINEAR -> peak * Math.max(0, totalSteps - step) / (totalSteps - warmupSteps);
            case COSINE -> peak / 2 * (1 + Math.cos(Math.PI * (step - warmupSteps) / (totalSteps - warmupSteps)));
            case CONSTANT -> peak;
        };
    }
}
