package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Sample of(double... values) {
        return Sample.of(values);
    }

    @Test
    void theDistanceIsTheGreatestBetweenTheDistributionFunctionsHoweverOftenValuesOccur() {
        assertThat(of(1, 2, 3).distanceTo(of(1, 2, 3))).isZero();
        assertThat(of(1, 2).distanceTo(of(3, 4))).isEqualTo(1);
        assertThat(of(0, 0, 0, 1).distanceTo(of(0, 1, 1, 1))).isEqualTo(0.5);
        assertThat(of(0, 1, 1, 1).distanceTo(of(0, 0, 0, 1))).isEqualTo(0.5);
        assertThat(of(5).distanceTo(of(1, 2, 3, 9))).isEqualTo(0.75);
    }

    @Test
    void theThresholdIsExceededNoMoreOftenThanItSays() {
        Random random = new Random(5);
        int exceeded = 0;
        int draws = 2_000;
        for (int i = 0; i < draws; i++) {
            Sample one = Sample.of(random.doubles(100).toArray());
            Sample other = Sample.of(random.doubles(300).toArray());
            exceeded += one.distanceTo(other) > one.threshold(other, 0.05) ? 1 : 0;
        }

        // Half of what is bounded at least: the bound is no empty one.
        assertThat((double) exceeded / draws).isBetween(0.025, 0.06);
    }

    @Test
    void quartilesAndMeanAreThoseOfTheValues() {
        Sample sample = of(5, 1, 3, 2, 4);

        assertThat(sample.quartiles()).isEqualTo(List.of(2.0, 3.0, 4.0));
        assertThat(sample.mean()).isCloseTo(3, Offset.offset(1e-12));
    }
}
