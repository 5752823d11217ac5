package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrunkTest {
    private static final List<int[]> ROWS = List.of(new int[] {2, 5, 9, 7, 3}, new int[] {2, 3}, new int[] {2, 11, 3});

    @ParameterizedTest
    @EnumSource
    void aNetworkOnATrunkSaysWhatItSaysAlone(Architecture architecture) {
        Checkpoint checkpoint = tiny(architecture);
        try (Trunk trunk = Trunk.of(checkpoint, 1, Device.CPU);
                Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32)) {
            float[][] alone = network.logitsAndCls(ROWS);
            float[][] first = network.logitsAndCls(trunk, ROWS);
            float[][] remembered = network.logitsAndCls(trunk, List.of(ROWS.get(2), ROWS.get(0)));

            for (int row = 0; row < ROWS.size(); row++) {
                assertThat(first[row]).containsExactly(alone[row], within(1e-5f));
            }
            assertThat(remembered[0]).containsExactly(alone[2], within(1e-5f));
            assertThat(remembered[1]).containsExactly(alone[0], within(1e-5f));
        }
    }

    @Test
    void eachTextIsComputedOnceAndWhatWasNotAskedForLongestIsForgotten() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        try (Trunk trunk = Trunk.of(checkpoint, 1, Device.CPU, 8);
                PtNDManager call = Network.manager(Device.CPU)) {
            trunk.states(call, List.of(ROWS.get(0), ROWS.get(2), ROWS.get(0).clone()));
            assertThat(trunk.remembered()).isEqualTo(8);

            trunk.states(call, List.of(ROWS.get(0)));
            trunk.states(call, List.of(ROWS.get(1)));
            assertThat(trunk.remembered()).isEqualTo(10);
            trunk.states(call, List.of(ROWS.get(0)));
            assertThat(trunk.remembered()).isEqualTo(7);
            trunk.states(call, List.of(ROWS.get(2)));
            assertThat(trunk.remembered()).isEqualTo(10);
        }
    }

    @Test
    void itIsOfNetworksWithTheSameLowestLayersAlone() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        try (Trunk trunk = Trunk.of(checkpoint, 1, Device.CPU)) {
            assertThat(trunk.isOf(checkpoint)).isTrue();
            assertThat(trunk.isOf(TinyNetworks.with(checkpoint, "bert.encoder.layer.1.output.dense.weight", 9)))
                    .isTrue();
            assertThat(trunk.isOf(TinyNetworks.with(checkpoint, "bert.encoder.layer.0.output.dense.weight", 9)))
                    .isFalse();
            assertThat(trunk.isOf(TinyNetworks.with(checkpoint, "bert.embeddings.word_embeddings.weight", 9)))
                    .isFalse();
            assertThat(trunk.isOf(checkpoint.lowest(1))).isFalse();
        }
    }

    @Test
    void aTrunkOfAllLayersOrNoneIsRefused() {
        Checkpoint checkpoint = tiny(Architecture.BERT);
        for (int layers : new int[] {0, 2}) {
            assertThatThrownBy(() -> Trunk.of(checkpoint, layers, Device.CPU).close())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layers is " + layers)
                    .hasMessageContaining("from 1 to 1");
        }
    }

    private static Checkpoint tiny(Architecture architecture) {
        return TinyBert.of("a", "b", "c")
                .architecture(architecture)
                .size(2, 8, 2)
                .checkpoint();
    }
}
