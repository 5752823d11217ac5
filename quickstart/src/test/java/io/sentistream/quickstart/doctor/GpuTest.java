package io.sentistream.quickstart.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.network.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTest {
    @Test
    void withoutADriverTheCpuIsEnough() {
        Finding none = new Gpu(Optional.empty(), Device.CPU).finding();

        assertThat(none).isEqualTo(Finding.ok("gpu", "none, so the CPU does the work"));
    }

    @Test
    void aDriverThatPyTorchMakesNoUseOfIsAWarning() {
        Finding unused = new Gpu(Optional.of("570.86.10"), Device.CPU).finding();

        assertThat(unused.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(unused.what()).contains("driver 570.86.10", "for the CPU");
        assertThat(unused.fix()).contains("PYTORCH_LIBRARY_PATH", "CUDA 12.8");
    }

    @Test
    void aGpuThatPyTorchSeesIsNamedWithItsDriver() {
        Finding used = new Gpu(Optional.of("570.86.10"), new Device(true, 0)).finding();

        assertThat(used).isEqualTo(Finding.ok("gpu", "cuda:0, driver 570.86.10"));
    }

    @Test
    void theDriversVersionIsReadWhereItsModuleShowsIt(@TempDir Path directory) throws IOException {
        Path version = directory.resolve("version");
        assertThat(Gpu.driver(version)).isEmpty();

        Files.writeString(
                version, "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release Build\n");
        assertThat(Gpu.driver(version)).contains("570.86.10");
    }
}
