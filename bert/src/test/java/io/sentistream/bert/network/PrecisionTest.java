package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "flags           : fpu avx512f avx512_bf16 avx512vl, BFLOAT16",
        "flags           : fpu amx_bf16 amx_tile, BFLOAT16",
        "flags           : fpu avx2 avx512f, FLOAT32",
        "model name      : a CPU of the make avx512_bf16, FLOAT32"
    })
    void aCpuTrainsInBfloat16WhereItHasInstructionsForIt(String line, Precision fastest) throws IOException {
        Path cpuInfo = Files.writeString(directory.resolve("cpuinfo"), "processor       : 0\n" + line + "\n");

        assertThat(Precision.fastestToTrainOnCpu(cpuInfo)).isEqualTo(fastest);
        assertThat(Precision.fastestToTrainOnCpu(directory.resolve("none"))).isEqualTo(Precision.FLOAT32);
    }
}
