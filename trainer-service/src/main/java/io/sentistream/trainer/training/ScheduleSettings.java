package io.sentistream.trainer.training;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/** The keys of a {@link ScheduleConfig}. */
final class ScheduleSettings {
    private final Setting<ScheduleConfig.Shape> shape;
    private final Setting<Double> learningRate;
    private final Setting<Double> warmupRatio;
    private final Setting<Integer> warmupSteps;

    ScheduleSettings(String prefix) {
        shape = Setting.choice(
                prefix + "schedule",
                ScheduleConfig.Shape.LINEAR,
                ScheduleConfig.Shape.class,
                "how the rate goes on after the warmup: linear or cosine, both falling to 0, or constant");
        learningRate = Setting.number(prefix + "learning.rate", 5e-5, 1e-12, 1, "the rate at the end of the warmup");
        warmupRatio = Setting.number(prefix + "warmup.ratio", 0.06, 0, 0.99, "the part of the steps that is warmup");
        warmupSteps = Setting.integer(
                prefix + "warmup.steps",
                0,
                0,
                Integer.MAX_VALUE,
                "the steps of the warmup, in place of its ratio; 0 for the ratio");
    }

    List<Setting<?>> all() {
        return List.of(shape, learningRate, warmupRatio, warmupSteps);
    }

    ScheduleConfig read(Settings settings) {
        return new ScheduleConfig(
                settings.get(shape), settings.get(learningRate), settings.get(warmupRatio), settings.get(warmupSteps));
    }
}
