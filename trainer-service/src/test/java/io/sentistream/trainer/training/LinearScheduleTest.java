package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinearScheduleTest {
    @Test
    void theRateRisesToItsPeakAndFallsToNothing() {
        LinearSchedule schedule = LinearSchedule.of(1.0, 0.2, 10);

        assertThat(LongStream.rangeClosed(0, 10).mapToDouble(schedule::rate).toArray())
                .containsExactly(
                        new double[] {
                            1 / 3.0, 2 / 3.0, 1, 7 / 8.0, 6 / 8.0, 5 / 8.0, 4 / 8.0, 3 / 8.0, 2 / 8.0, 1 / 8.0, 0
                        },
                        Offset.offset(1e-12));
    }

    @Test
    void withoutWarmupItBeginsAtThePeak() {
        assertThat(LinearSchedule.of(5e-5, 0, 100).rate(0)).isEqualTo(5e-5);
    }

    @Test
    void everyStepOfATrainingHasARate() {
        LinearSchedule schedule = LinearSchedule.of(5e-5, 0.06, 1);

        assertThat(schedule.rate(0)).isPositive();
    }
}
