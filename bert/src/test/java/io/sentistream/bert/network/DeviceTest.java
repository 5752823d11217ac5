package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    private final int gpus = Djl.engine().getGpuCount();

    @Test
    void cpuIsTheCpuInAnyCase() {
        assertThat(Device.parse(" CPU ")).isEqualTo(Device.CPU).hasToString("cpu");
    }

    @Test
    void autoIsTheFirstGpuThatPyTorchSeesOrElseTheCpu() {
        assertThat(Device.parse("auto")).hasToString(gpus > 0 ? "cuda:0" : "cpu");
    }

    @Test
    void aGpuThatIsNotThereIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> Device.parse("cuda:9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'cuda:9' is not here")
                .hasMessageContaining(gpus > 0 ? "cpu, cuda:0" : "cpu and no GPU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:99999"})
    void otherNamesAreRefusedWithThoseThatAreRead(String text) {
        assertThatThrownBy(() -> Device.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("auto, cpu or cuda:N");
    }
}
