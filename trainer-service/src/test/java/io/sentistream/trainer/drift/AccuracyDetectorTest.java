package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Drifting;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccuracyDetectorTest {
    private final Random random = new Random(3);

    private Optional<Change> labels(AccuracyDetector detector, int count, double accuracy) {
        for (int i = 0; i < count; i++) {
            Optional<Change> change = detector.add(random.nextDouble() < accuracy);
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    @Test
    void aSteadyAccuracyIsNoDriftHowGoodOrBadItIs() {
        for (double accuracy : new double[] {0.5, 0.8, 0.9, 0.97, 1}) {
            assertThat(labels(new AccuracyDetector(1_000_000), 50_000, accuracy))
                    .as("accuracy %s", accuracy)
                    .isEmpty();
        }
    }

    @Test
    void aFallIsNoticedWithBothAccuraciesTold() {
        AccuracyDetector detector = new AccuracyDetector(1_000_000);
        assertThat(labels(detector, 500, 0.92)).isEmpty();

        Change change = labels(detector, 400, 0.7).orElseThrow();

        assertThat(change.what()).isEqualTo(Drifting.ACCURACY);
        assertThat(change.recent().mean()).isBetween(0.5, 0.85);
        assertThat(change.reference().mean()).isBetween(0.88, 0.95);
        assertThat(change.recent().rows() + change.reference().rows()).isEqualTo(change.seen());
    }

    @Test
    void aRiseIsNoDriftAndAfterAFallTheDetectorBeginsAnew() {
        AccuracyDetector detector = new AccuracyDetector(1_000_000);
        assertThat(labels(detector, 500, 0.7)).isEmpty();
        assertThat(labels(detector, 2_000, 0.95)).isEmpty();
        assertThat(labels(detector, 2_000, 0.6)).isPresent();

        assertThat(labels(detector, 2_000, 0.6)).isEmpty();
    }
}
