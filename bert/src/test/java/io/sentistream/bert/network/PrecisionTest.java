package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "flags           : fpu avx512f avx512_bf16 avx512vl, 1.3, BFLOAT16",
        "flags           : fpu avx512f avx512_bf16 avx512vl, 0.7, FLOAT32",
        "flags           : fpu amx_bf16 amx_tile, 4, BFLOAT16",
        "flags           : fpu avx2 avx512f, 1.3, FLOAT32",
        "model name      : a CPU of the make avx512_bf16, 1.3, FLOAT32"
    })
    void aCpuTrainsInBfloat16WhereItHasInstructionsForItThatMakeItFaster(String line, double speed, Precision fastest)
            throws IOException {
        Path cpuInfo = Files.writeString(directory.resolve("cpuinfo"), "processor       : 0\n" + line + "\n");

        assertThat(Precision.fastestToTrainOnCpu(cpuInfo, () -> speed)).isEqualTo(fastest);
        assertThat(Precision.fastestToTrainOnCpu(directory.resolve("none"), () -> speed))
                .isEqualTo(Precision.FLOAT32);
    }

    @Test
    void howFastBfloat16IsHereCanBeMeasured() {
        assertThat(ProductSpeed.ofBfloat16()).isPositive().isFinite();
    }
}
