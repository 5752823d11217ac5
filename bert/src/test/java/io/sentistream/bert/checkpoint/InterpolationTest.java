package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.network.TinyNetworks;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpolationTest {
    private static final String WEIGHT = "classifier.weight";

    private final Checkpoint from = TinyBert.of("a", "b").checkpoint();
    private final Checkpoint to = from.withNewHead(List.of("a", "b"), 99);

    @Test
    void eachWeightGoesTheSamePartOfItsWay() {
        float[] start = from.weights().get(WEIGHT).toFloats();
        float[] end = to.weights().get(WEIGHT).toFloats();
        float[] between =
                Interpolation.between(from, to, 0.25).weights().get(WEIGHT).toFloats();

        assertThat(end).isNotEqualTo(start);
        for (int i = 0; i < start.length; i++) {
            assertThat(between[i]).isCloseTo(0.75f * start[i] + 0.25f * end[i], within(1e-6f));
        }
    }

    @Test
    void noPartOfTheWayIsWhereItBeganAndTheWholeIsItsEnd() {
        assertThat(Interpolation.between(from, to, 0).weights()).isEqualTo(from.weights());
        assertThat(Interpolation.between(from, to, 1).weights().get(WEIGHT).toFloats())
                .containsExactly(to.weights().get(WEIGHT).toFloats(), within(1e-6f));
    }

    @Test
    void whatDidNotChangeStaysAsItIsToTheBit() {
        Checkpoint negative = TinyNetworks.with(from, "classifier.bias", -0.0f);

        assertThat(Interpolation.between(negative, negative, 0.3)
                        .weights()
                        .get("classifier.bias")
                        .toFloats())
                .startsWith(-0.0f);
    }

    @Test
    void networksOfOtherShapesAreRefused() {
        Checkpoint three = from.withNewHead(List.of("a", "b", "c"), 1);

        assertThatThrownBy(() -> Interpolation.between(from, three, 0.5))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("classifier.weight is [3, ")
                .hasMessageContaining("[2, ");
    }
}
