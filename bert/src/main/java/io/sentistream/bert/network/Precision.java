package io.sentistream.bert.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
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

    /** bfloat16 is exact to three digits, so that it must pay. */
    private static final double WORTHWHILE = 1.2;

    /**
     * What this CPU trains fastest in: bfloat16 where Linux says that it has instructions for it and products are a good deal
     * faster with them, else float32. Measured once in a process; loads PyTorch on a CPU that has the instructions.
     */
    public static Precision fastestToTrainOnCpu() {
        return Measured.FASTEST;
    }

    /** What to train in by what {@code /proc/cpuinfo} says and what was measured. */
    static Precision fastestToTrainOnCpu(Path cpuInfo, DoubleSupplier speedOfBfloat16) {
        return multipliesInBfloat16(cpuInfo) && speedOfBfloat16.getAsDouble() >= WORTHWHILE ? BFLOAT16 : FLOAT32;
    }

    private static boolean multipliesInBfloat16(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.anyMatch(line -> BFLOAT16_INSTRUCTIONS.matcher(line).find());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static final class Measured {
        static final Precision FASTEST = fastestToTrainOnCpu(Path.of("/proc/cpuinfo"), ProductSpeed::ofBfloat16);
    }

    /** PyTorch's number of the type, as a program's {@code dtype} takes it. */
    int scalarType() {
        return scalarType;
    }
}
