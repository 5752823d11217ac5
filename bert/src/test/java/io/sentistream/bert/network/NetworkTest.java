package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    /** Rows of different lengths: all but one are padded. */
    private static final List<int[]> ROWS =
            List.of(new int[] {2, 7, 9, 11, 13, 15, 3}, new int[] {2, 3}, new int[] {2, 40, 41, 42, 3}, new int[] {
                2, 7, 7, 7, 7, 3
            });

    @ParameterizedTest
    @CsvSource({"BERT,1,8,1,2", "BERT,2,8,2,3", "BERT,4,12,3,1", "DISTILBERT,1,8,2,2", "DISTILBERT,3,16,4,5"})
    void logitsAgreeWithTheReferenceWhateverThePadding(
            Architecture architecture, int layers, int hidden, int heads, int labels) {
        String[] names = List.of("a", "b", "c", "d", "e").subList(0, labels).toArray(String[]::new);
        Checkpoint checkpoint = TinyBert.of(names)
                .architecture(architecture)
                .size(layers, hidden, heads)
                .checkpoint();
        ReferenceBert reference = new ReferenceBert(checkpoint);
        try (Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32)) {
            float[][] logits = network.logits(ROWS);
            for (int row = 0; row < ROWS.size(); row++) {
                assertThat(ReferenceBert.difference(
                                reference.logits(ROWS.get(row)).value(), logits[row]))
                        .as("row %d", row)
                        .isLessThan(1e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"BERT", "DISTILBERT"})
    void hiddenStatesOfABaseWithoutAHeadAgreeWithTheReference(Architecture architecture) {
        Checkpoint checkpoint = TinyBert.of().architecture(architecture).checkpoint();
        ReferenceBert reference = new ReferenceBert(checkpoint);
        try (Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32)) {
            float[][] states = network.hiddenStates(ROWS);
            for (int row = 0; row < ROWS.size(); row++) {
                assertThat(ReferenceBert.difference(
                                reference.hiddenStates(ROWS.get(row)).value(), states[row]))
                        .as("row %d", row)
                        .isLessThan(1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BERT", "DISTILBERT"})
    void bfloat16IsCloseToFloat32(Architecture architecture) {
        Checkpoint checkpoint = TinyBert.of("a", "b").architecture(architecture).checkpoint();
        ReferenceBert reference = new ReferenceBert(checkpoint);
        try (Network network = Network.load(checkpoint, Device.CPU, Precision.BFLOAT16)) {
            float[][] logits = network.logits(ROWS);
            for (int row = 0; row < ROWS.size(); row++) {
                assertThat(ReferenceBert.difference(
                                reference.logits(ROWS.get(row)).value(), logits[row]))
                        .as("row %d", row)
                        .isBetween(1e-6, 0.1);
            }
        }
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        Checkpoint damaged = TinyNetworks.with(
                TinyBert.of("a", "b").checkpoint(), "bert.encoder.layer.1.output.dense.bias", Float.NaN);
        assertThatThrownBy(() ->
                        Network.load(damaged, Device.CPU, Precision.FLOAT32).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("bert.encoder.layer.1.output.dense.bias")
                .hasMessageContaining("NaN at 0");
    }

    @Test
    void rowsThatTheNetworkCannotReadAreRefusedByNumber() {
        Checkpoint tiny = TinyBert.of("a", "b").positions(8).checkpoint();
        int vocabulary = tiny.config().vocabularySize();
        try (Network network = Network.load(tiny, Device.CPU, Precision.FLOAT32)) {
            refused(network, "at least one row");
            refused(network, "row 1 has no tokens", new int[] {2, 3}, new int[0]);
            refused(network, "row 0 has 9 tokens, but the network reads 8 at most", new int[9]);
            refused(network, "row 0 has the token id " + vocabulary, new int[] {2, vocabulary, 3});
            refused(network, "row 0 has the token id -1", new int[] {2, -1, 3});
        }
    }

    private static void refused(Network network, String message, int[]... rows) {
        assertThatThrownBy(() -> network.logits(List.of(rows)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
