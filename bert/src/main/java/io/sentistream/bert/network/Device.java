package io.sentistream.bert.network;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a network runs: the CPU, or one CUDA GPU by index. */
public record Device(boolean cuda, int index) {
    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,4})");

    /** The CPU. */
    public static final Device CPU = new Device(false, 0);

    /**
     * Reads {@code auto}, {@code cpu} or {@code cuda:N}; {@code auto} is the first GPU that PyTorch sees here, else the CPU.
     *
     * @throws IllegalArgumentException if the text is none of these, or names a GPU that is not there; the message says
     *     which GPUs are
     */
    public static Device parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("cpu")) {
            return CPU;
        }
        int gpus = Djl.engine().getGpuCount();
        if (name.equals("auto")) {
            return gpus > 0 ? new Device(true, 0) : CPU;
        }
        Matcher matcher = CUDA.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "device '" + text + "' is unknown: say auto, cpu or cuda:N; here are " + present(gpus));
        }
        int index = Integer.parseInt(matcher.group(1));
        if (index >= gpus) {
            throw new IllegalArgumentException("device '" + text + "' is not here; here are " + present(gpus)
                    + (gpus > 0 ? "" : " (a GPU needs a CUDA build of PyTorch on the class path)"));
        }
        return new Device(true, index);
    }

    private static String present(int gpus) {
        return IntStream.range(0, gpus)
                .mapToObj(index -> ", cuda:" + index)
                .collect(Collectors.joining("", "cpu", gpus > 0 ? "" : " and no GPU"));
    }

    ai.djl.Device djl() {
        return cuda ? ai.djl.Device.gpu(index) : ai.djl.Device.cpu();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return cuda ? "cuda:" + index : "cpu";
    }
}
