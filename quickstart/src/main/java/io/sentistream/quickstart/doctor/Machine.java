package io.sentistream.quickstart.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The machine, or the container.
 *
 * @param java the version that runs
 * @param memory what there is, in bytes
 * @param heap the most that the JVM takes for objects, in bytes
 * @param home where data, models and logs lie
 */
public record Machine(Runtime.Version java, long memory, long heap, Path home) {
    private static final int LEAST_JAVA = 17;
    private static final long GB = 1L << 30;
    private static final long LEAST_HEAP = GB / 2;
    /** For PyTorch, a model and its gradients outside the heap, and the registry's own process. */
    private static final long BESIDE_HEAP = 3 * GB / 2;
    /** For PyTorch unpacked, the starter, and the first checkpoints. */
    private static final long LEAST_DISK = 2 * GB;

    /** This one. */
    public static Machine here(Path home) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.version(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                home);
    }

    /** Java, memory and the directory. */
    public List<Finding> findings() {
        return List.of(javaVersion(), memorySize(), directory());
    }

    private Finding javaVersion() {
        String seen = java + " at " + System.getProperty("java.home");
        return java.feature() >= LEAST_JAVA
                ? Finding.ok("java", seen)
                : Finding.failed("java", seen, "install a JDK " + LEAST_JAVA + " or later, or choose one by JAVA_HOME");
    }

    private Finding memorySize() {
        String seen = size(memory) + ", " + size(heap) + " of it for the heap";
        if (heap < LEAST_HEAP) {
            return Finding.warning(
                    "memory",
                    seen + ", which a model's weights may not fit into",
                    "give the JVM more, such as SENTISTREAM_JAVA_OPTS=-Xmx2g");
        }
        if (memory < heap + BESIDE_HEAP) {
            return Finding.warning(
                    "memory",
                    seen + ": PyTorch may not fit beside it, and the system would end the process",
                    "give the machine or container " + size(heap + BESIDE_HEAP)
                            + ", or the JVM less, such as SENTISTREAM_JAVA_OPTS=-Xmx1g");
        }
        return Finding.ok("memory", seen);
    }

    private Finding directory() {
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "doctor", ""));
            long free = Files.getFileStore(home).getUsableSpace();
            String seen = home + ", " + size(free) + " free";
            return free >= LEAST_DISK
                    ? Finding.ok("home", seen)
                    : Finding.warning(
                            "home",
                            seen + ", where models and the broker's log grow",
                            "free " + size(LEAST_DISK) + ", or set SENTISTREAM_HOME to a directory with room");
        } catch (IOException e) {
            return Finding.failed(
                    "home",
                    home + " can't be written: " + e,
                    "make it writable, or set SENTISTREAM_HOME to a directory that is");
        }
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
    }
}
