package io.sentistream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    private static final float[] LOGITS = {9, (float) Math.log(1), (float) Math.log(2), (float) Math.log(5), 9};

    @Test
    void isTheNegativeLogarithmOfTheSoftmaxOfThePart() {
        assertThat(CrossEntropy.of(LOGITS, 1, 3, 1)).isCloseTo(-Math.log(2.0 / 8), within(1e-6));
        assertThat(CrossEntropy.best(LOGITS, 1, 3)).isEqualTo(2);
    }

    @Test
    void minusInfinityIsNoChoice() {
        float[] logits = {0, Float.NEGATIVE_INFINITY, 0};

        assertThat(CrossEntropy.of(logits, 0, 3, 0)).isCloseTo(Math.log(2), within(1e-12));
    }
}
