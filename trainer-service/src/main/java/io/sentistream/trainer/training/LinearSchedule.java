package io.sentistream.trainer.training;

/**
 * A learning rate that rises linearly from 0 to its peak and falls linearly to 0.
 *
 * @param peak the highest rate
 * @param warmupSteps the steps of rising
 * @param totalSteps all steps
 */
public record LinearSchedule(double peak, long warmupSteps, long totalSteps) {
    /** A schedule whose warmup is a part of all steps. */
    public static LinearSchedule of(double peak, double warmupRatio, long totalSteps) {
        return new LinearSchedule(peak, Math.round(warmupRatio * totalSteps), totalSteps);
    }

    /** The rate of a step, counted from 0. No step of a training has the rate 0. */
    public double rate(long step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / (warmupSteps + 1);
        }
        return peak * Math.max(0, totalSteps - step) / (totalSteps - warmupSteps);
    }
}
