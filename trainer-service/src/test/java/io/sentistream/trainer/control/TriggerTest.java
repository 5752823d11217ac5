package io.sentistream.trainer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.RetrainConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriggerTest {
    private long nanos;
    private final Trigger trigger = new Trigger(new RetrainConfig(100, Duration.ofMinutes(10)), () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aRetrainingIsDueAtEnoughNewLabels() {
        assertThat(trigger.isDue(99)).isFalse();
        assertThat(trigger.isDue(100)).isTrue();
    }

    @Test
    void orSoLongAfterTheFirstNewOne() {
        assertThat(trigger.isDue(0)).isFalse();
        pass(Duration.ofHours(1));
        assertThat(trigger.isDue(1)).isFalse();
        pass(Duration.ofMinutes(9));
        assertThat(trigger.isDue(2)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(trigger.isDue(2)).isTrue();
    }

    @Test
    void whatComesDuringATrainingWaitsItsOwnTime() {
        trigger.isDue(1);
        pass(Duration.ofMinutes(10));
        trigger.began();
        pass(Duration.ofMinutes(5));

        assertThat(trigger.isDue(3)).isFalse();
        pass(Duration.ofMinutes(10));
        assertThat(trigger.isDue(3)).isTrue();
    }

    @Test
    void afterAFailureItWaits() {
        trigger.failed();

        assertThat(trigger.isDue(1000)).isFalse();
        assertThat(trigger.isHolding()).isTrue();
        pass(Duration.ofMinutes(10));
        assertThat(trigger.isDue(1000)).isTrue();
        assertThat(trigger.isHolding()).isFalse();
    }
}
