package io.sentistream.bert.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceConfigTest {
    @Test
    void defaultsAreWindowsOf512AndBatchesOf1024TokensInFloat32() {
        assertThat(InferenceConfig.defaults())
                .isEqualTo(new InferenceConfig(Device.parse("auto"), Precision.FLOAT32, 512, 8, 1024));
    }

    @ParameterizedTest
    @CsvSource({"2,8,1024,maxLength is 2", "512,0,1024,maxWindows is 0", "512,8,-1,batchTokens is -1"})
    void aValueOutOfRangeIsRefusedByItsName(int maxLength, int maxWindows, int batchTokens, String message) {
        assertThatThrownBy(() -> new InferenceConfig(Device.CPU, Precision.FLOAT32, maxLength, maxWindows, batchTokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("must be at least");
    }

    @Test
    void int8OnAGpuIsRefused() {
        assertThatThrownBy(() -> new InferenceConfig(new Device(true, 1), Precision.INT8, 512, 8, 1024))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int8 is for the CPU, not for cuda:1")
                .hasMessageContaining("the device cpu");
    }
}
