package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.training.ScheduleConfig.Shape;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static double[] rates(Schedule schedule) {
        return LongStream.rangeClosed(0, schedule.totalSteps())
                .mapToDouble(schedule::rate)
                .toArray();
    }

    private static void areRates(Schedule schedule, double... expected) {
        assertThat(rates(schedule)).containsExactly(expected, Offset.offset(1e-12));
    }

    @Test
    void theRateRisesToItsPeakAndFallsToNothing() {
        areRates(
                new ScheduleConfig(Shape.LINEAR, 1, 0.2, 0).over(10),
                1 / 3.0,
                2 / 3.0,
                1,
                7 / 8.0,
                6 / 8.0,
                5 / 8.0,
                4 / 8.0,
                3 / 8.0,
                2 / 8.0,
                1 / 8.0,
                0);
    }

    @Test
    void aCosineFallsSlowlyThenFastThenSlowly() {
        // (1 + cos x) / 2 at 0, 45, 90, 135 and 180 degrees.
        double root = Math.sqrt(0.5);
        areRates(new ScheduleConfig(Shape.COSINE, 2, 0, 1).over(5), 1, 2, 1 + root, 1, 1 - root, 0);
    }

    @Test
    void aConstantRateStaysAfterTheWarmup() {
        areRates(new ScheduleConfig(Shape.CONSTANT, 3, 0.5, 0).over(4), 1, 2, 3, 3, 3);
    }

    @Test
    void stepsOfWarmupGoBeforeTheRatio() {
        assertThat(new ScheduleConfig(Shape.LINEAR, 1, 0.5, 3).over(10).warmupSteps())
                .isEqualTo(3);
        assertThat(new ScheduleConfig(Shape.LINEAR, 1, 0.5, 0).over(10).warmupSteps())
                .isEqualTo(5);
    }

    @Test
    void aWarmupThatWouldNotEndIsRefused() {
        assertThatThrownBy(() -> new ScheduleConfig(Shape.LINEAR, 1, 0, 10).over(10))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("warmup.steps=10")
                .hasMessageContaining("fewer than 10");
    }

    @ParameterizedTest
    @EnumSource
    void withoutWarmupItBeginsAtThePeak(Shape shape) {
        assertThat(new ScheduleConfig(shape, 5e-5, 0, 0).over(100).rate(0)).isEqualTo(5e-5);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepOfATrainingHasARate(Shape shape) {
        for (int total : new int[] {1, 2, 7}) {
            Schedule schedule = new ScheduleConfig(shape, 5e-5, 0.06, 0).over(total);

            assertThat(LongStream.range(0, total).mapToDouble(schedule::rate)).allMatch(rate -> rate > 0);
        }
    }

    @Test
    void aModelCardSaysHowTheRateWent() {
        assertThat(new ScheduleConfig(Shape.LINEAR, 5e-5, 0.06, 0).description())
                .isEqualTo("6 % warmup, linear decay");
        assertThat(new ScheduleConfig(Shape.CONSTANT, 5e-5, 0.06, 20).description())
                .isEqualTo("20 steps of warmup, no decay");
    }
}
