package io.sentistream.resilience.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds.
 *
 * @param heapMiB live objects, after a full collection
 * @param residentMiB all memory of the process that is in RAM, native memory too; 0 where the system doesn't say
 * @param threads live threads
 */
public record Footprint(long heapMiB, long residentMiB, int threads) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** What it holds now. */
    public static Footprint now() {
        // The first collection runs cleaners, which free what the second then finds.
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(
                heap >> 20, resident(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    @Override
    public String toString() {
        return "heap " + heapMiB + " MiB, resident " + residentMiB + " MiB, " + threads + " threads";
    }

    private static long resident() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended, or is hidden
        }
    }
}
