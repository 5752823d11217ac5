package io.sentistream.bert.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerConfigTest {
    @Test
    void defaultsAreThoseBertIsCommonlyFineTunedWith() {
        assertThat(OptimizerConfig.defaults())
                .isEqualTo(new OptimizerConfig(0.9, 0.999, 1e-8, 0.01, 1, false, 0, 1, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"0,12,0", "3,12,3", "12,12,12", "-6,12,6", "-6,6,0", "-6,2,0"})
    void frozenLayersAreCountedFromBelowOrLeaveSoManyAtTheTop(int frozen, int layers, int counted) {
        OptimizerConfig config = new OptimizerConfig(0.9, 0.999, 1e-8, 0.01, 1, true, frozen, 0.9, 0.1, 0.5);

        assertThat(config.inNetworkOf(layers))
                .isEqualTo(new OptimizerConfig(0.9, 0.999, 1e-8, 0.01, 1, true, counted, 0.9, 0.1, 0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "1,0.9,1,0,0,0,1,0,0,beta1 is 1.0",
        "-0.1,0.9,1,0,0,0,1,0,0,beta1 is -0.1",
        "0.9,NaN,1,0,0,0,1,0,0,beta2 is NaN",
        "0.9,0.9,0,0,0,0,1,0,0,epsilon is 0.0",
        "0.9,0.9,1,-1,0,0,1,0,0,weightDecay is -1.0",
        "0.9,0.9,1,0,Infinity,0,1,0,0,maxGradientNorm is Infinity",
        "0.9,0.9,1,0,0,0,0,0,0,layerDecay is 0.0",
        "0.9,0.9,1,0,0,0,1.1,0,0,layerDecay is 1.1",
        "0.9,0.9,1,0,0,0,1,0,1,averageDecay is 1.0",
        "0.9,0.9,1,0,0,0,1,0,-1,averageDecay is -1.0",
        "0.9,0.9,1,0,0,0,1,1,0,labelSmoothing is 1.0",
        "0.9,0.9,1,0,0,0,1,-0.1,0,labelSmoothing is -0.1"
    })
    void aValueOutOfRangeIsRefusedByItsName(
            double beta1,
            double beta2,
            double epsilon,
            double decay,
            double norm,
            int frozenLayers,
            double layerDecay,
            double smoothing,
            double average,
            String message) {
        assertThatThrownBy(() -> new OptimizerConfig(
                        beta1, beta2, epsilon, decay, norm, false, frozenLayers, layerDecay, smoothing, average))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("must be");
    }
}
