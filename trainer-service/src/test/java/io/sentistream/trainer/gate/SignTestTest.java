package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {
    @Test
    void halfOfTheChanceOfWhatWasSeenCounts() {
        assertThat(SignTest.ofGain(3, 1)).isCloseTo(1 / 16.0 + 4 / 32.0, within(1e-12));
        assertThat(SignTest.ofGain(1, 3)).isCloseTo(1 - 3 / 16.0, within(1e-12));
        assertThat(SignTest.ofGain(0, 0)).isEqualTo(0.5);
    }

    /** The one-sided half of the two-sided 0.0391 in Fagerland, Lydersen and Laake, 2013, for 1 and 7 changes. */
    @Test
    void theValueIsTheOnePublishedForOneAndSevenChanges() {
        assertThat(2 * SignTest.ofGain(7, 1)).isCloseTo(0.0391, within(0.00005));
    }

    @Test
    void theFewestGainsAreThoseThatShowOneAtTheLevel() {
        assertThat(SignTest.fewestGains(0.2)).isEqualTo(2);
        assertThat(SignTest.fewestGains(0.05)).isEqualTo(4);
        assertThat(SignTest.fewestGains(0.5)).isZero();
    }
}
