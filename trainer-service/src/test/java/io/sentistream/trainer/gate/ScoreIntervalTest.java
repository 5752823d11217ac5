package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreIntervalTest {
    private static final double Z = 1.6448536269514722;

    /** 21 children before and after a transplantation: Fagerland, Lydersen and Laake, Statistics in Medicine 33, 2014. */
    @Test
    void theLimitsAreThoseThatWerePublishedForChildrenBeforeAndAfterATransplantation() {
        ScoreInterval interval = new ScoreInterval(21, 1, 7);

        assertThat(interval.lower(0.025)).isCloseTo(-0.517, within(0.0005));
        assertThat(interval.upper(0.025)).isCloseTo(-0.026, within(0.0005));
    }

    @Test
    void theLimitsAreWhereTheScoreIsAsFarFromWhatWasSeenAsTheQuantile() {
        double lower = new ScoreInterval(3000, 40, 50).lower(0.05);
        // The share of losses that is likeliest where the difference is this, by trying them all.
        double best = 0;
        double likeliest = Double.NEGATIVE_INFINITY;
        for (double lost = -lower; lost < 0.1; lost += 1e-6) {
            double likelihood =
                    40 * Math.log(lost + lower) + 50 * Math.log(lost) + 2910 * Math.log(1 - 2 * lost - lower);
            if (likelihood > likeliest) {
                likeliest = likelihood;
                best = lost;
            }
        }
        double error = Math.sqrt((2 * best + lower - lower * lower) / 3000);

        assertThat((-10.0 / 3000 - lower) / error).isCloseTo(Z, within(0.001));
    }

    @Test
    void whereNothingChangedFewRowsStillLeaveALossOpen() {
        assertThat(new ScoreInterval(80, 0, 0).lower(0.05)).isCloseTo(-Z * Z / (80 + Z * Z), within(1e-6));
        assertThat(ScoreInterval.fewestRows(0.02, 0.05)).isEqualTo(133);
        assertThat(new ScoreInterval(133, 0, 0).lower(0.05)).isGreaterThan(-0.02);
        assertThat(new ScoreInterval(132, 0, 0).lower(0.05)).isLessThan(-0.02);
    }

    @Test
    void theExtremesHaveLimitsToo() {
        assertThat(new ScoreInterval(0, 0, 0).lower(0.05)).isEqualTo(-1);
        assertThat(new ScoreInterval(0, 0, 0).upper(0.05)).isEqualTo(1);
        assertThat(new ScoreInterval(9, 0, 9).lower(0.05)).isEqualTo(-1);
        assertThat(new ScoreInterval(9, 0, 9).upper(0.05)).isCloseTo(-(9 - Z * Z) / (9 + Z * Z), within(1e-6));
        assertThat(new ScoreInterval(9, 9, 0).lower(0.05)).isCloseTo((9 - Z * Z) / (9 + Z * Z), within(1e-6));
        assertThat(new ScoreInterval(100, 3, 1).lower(0.5)).isCloseTo(0.02, within(1e-6));
    }
}
