package io.sentistream.trainer.training;

import io.sentistream.schemas.config.SettingsException;

/**
 * How the learning rate goes.
 *
 * @param shape what follows the warmup
 * @param learningRate the rate at the end of the warmup
 * @param warmupRatio the part of all steps in which the rate rises linearly from 0
 * @param warmupSteps the steps of the warmup in place of the ratio; 0 for the ratio
 */
public record ScheduleConfig(Shape shape, double learningRate, double warmupRatio, int warmupSteps) {
    /** What follows the warmup. */
    public enum Shape {
        /** It falls linearly to 0, as in Devlin et al., "BERT", 2019. */
        LINEAR,
        /** It falls to 0 along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts). */
        COSINE,
        /** It stays. */
        CONSTANT
    }

    /** For people, as in {@code 10 % warmup, cosine decay}. */
    public String description() {
        String warmup = warmupSteps > 0 ? warmupSteps + " steps of" : Math.round(100 * warmupRatio) + " %";
        return warmup + " warmup, "
                + switch (shape) {
                    case LINEAR -> "linear decay";
                    case COSINE -> "cosine decay";
                    case CONSTANT -> "no decay";
                };
    }

    /**
     * The rates of a training of so many steps.
     *
     * @throws SettingsException if the warmup would not end before the training does
     */
    Schedule over(long totalSteps) {
        if (warmupSteps > 0 && warmupSteps >= totalSteps) {
            throw SettingsException.of(
                    "warmup.steps",
                    warmupSteps,
                    "give fewer than " + totalSteps + ", the steps of this training, or 0 and a warmup.ratio");
        }
        long warmup = warmupSteps > 0 ? warmupSteps : Math.round(warmupRatio * totalSteps);
        return new Schedule(shape, learningRate, warmup, totalSteps);
    }
}
