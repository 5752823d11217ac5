package io.sentistream.quickstart.doctor;

import io.sentistream.bert.network.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver, and whether PyTorch can use what it drives.
 *
 * @param driver the driver's version, where one is loaded
 * @param device where a network runs by default
 */
public record Gpu(Optional<String> driver, Device device) {
    private static final Path LOADED = Path.of("/proc/driver/nvidia/version");
    private static final Pattern VERSION = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

    /** This machine's; PyTorch is loaded for it. */
    public static Gpu here() {
        return new Gpu(driver(LOADED), Device.parse("auto"));
    }

    /** The version in a file such as the driver's kernel module shows. */
    static Optional<String> driver(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = VERSION.matcher(Files.readString(file));
            return Optional.of(matcher.find() ? matcher.group() : "of an unknown version");
        } catch (IOException e) {
            return Optional.of("that can't be asked: " + e);
        }
    }

    /** What that means. */
    public Finding finding() {
        if (device.cuda()) {
            return Finding.ok("gpu", device + ", driver " + driver.orElse("unknown"));
        }
        return driver.map(version -> Finding.warning(
                        "gpu",
                        "driver " + version + ", but PyTorch here is for the CPU, and trains there",
                        "point PYTORCH_LIBRARY_PATH to a libtorch 2.7.1 with CUDA 12.8, as docs/training.md tells"))
                .orElseGet(() -> Finding.ok("gpu", "none, so the CPU does the work"));
    }
}
