package io.sentistream.resilience.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds.
 *
 * @param heapMiB live objects, after a full collection
 * @param nativeMiB memory of the process in RAM beside the heap; negative where the system doesn't say
 * @param threads live threads
 */
public record Footprint(long heapMiB, long nativeMiB, int threads) {
    /** What a run keeps of each result to prove that none is lost, in bytes, about. */
    private static final long NOTED_BYTES = 320;

    private static final Path STATUS = Path.of("/proc/self/status");

    /** What it holds now. */
    public static Footprint now() {
        // The first collection runs cleaners, which free what the second then finds.
        System.gc();
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Footprint(
                heap.getUsed() >> 20,
                resident() - (heap.getCommitted() >> 20),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** How much more heap than another this has, in MiB, but for what the run noted of the results in between. */
    long heapBeyond(Footprint earlier, int results) {
        return heapMiB - earlier.heapMiB - ((results * NOTED_BYTES) >> 20);
    }

    @Override
    public String toString() {
        return "heap " + heapMiB + " MiB, native " + nativeMiB + " MiB, " + threads + " threads";
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
