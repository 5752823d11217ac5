package io.sentistream.bert.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The arithmetic of the products. */
public enum Precision {
    FLOAT32(6),
    /** With float32 master weights; slow on a CPU that has no instructions for it. */
    BFLOAT16(15),
    /** For a CPU, and not for training. All but the encoder's products is float32. */
    INT8(6);

    /** What Linux calls the instructions of x86 CPUs that multiply in bfloat16. */
    private static final Pattern BFLOAT16_INSTRUCTIONS = Pattern.compile("^flags\\b.*\\b(avx512_bf16|amx_bf16)\\b");

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /**
     * What a CPU trains fastest in: bfloat16 where Linux says that it has instructions for it, else float32. On one machine
     * it is the same each time.
     */
    public static Precision fastestToTrainOnCpu() {
        return fastestToTrainOnCpu(Path.of("/proc/cpuinfo"));
    }

    static Precision fastestToTrainOnCpu(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.anyMatch(line -> BFLOAT16_INSTRUCTIONS.matcher(line).find()) ? BFLOAT16 : FLOAT32;
        } catch (IOException | UncheckedIOException e) {
            return FLOAT32;
        }
    }

    /** PyTorch's number of the type, as a program's {@code dtype} takes it. */
    int scalarType() {
        return scalarType;
    }
}
