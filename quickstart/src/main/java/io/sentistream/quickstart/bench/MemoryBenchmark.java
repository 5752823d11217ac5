package io.sentistream.quickstart.bench;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.OptimizerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The resident set of this process while it takes steps and computes batches of ever other shapes. For Linux. */
public final class MemoryBenchmark {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int LONGEST = 128;
    private static final int MOST_TOKENS = 1024;
    private static final int MARKS = 10;

    private final Checkpoint checkpoint;
    private final Consumer<String> out;
    private final Random random = new Random(1);

    /**
     * @param checkpoint a classifier
     * @param out takes the lines of the table, in Markdown
     */
    public MemoryBenchmark(Checkpoint checkpoint, Consumer<String> out) {
        this.checkpoint = checkpoint;
        this.out = out;
    }

    /** Prints the resident set at the end of each tenth of so many training steps, of so many batches, and of so many loads. */
    public void run(int steps, int batches, int loads) throws InterruptedException {
        out.accept("| MB at the end of each tenth | " + "| ".repeat(MARKS));
        out.accept("|---".repeat(MARKS + 1) + "|");
        try (FineTuning training =
                FineTuning.start(checkpoint, OptimizerConfig.defaults(), Device.CPU, Precision.FLOAT32, 1)) {
            row(steps + " training steps", steps, () -> training.step(List.of(labelled()), Learner.RATE));
        }
        for (Precision precision : List.of(Precision.FLOAT32, Precision.INT8)) {
            try (Network network = Network.load(checkpoint, Device.CPU, precision)) {
                row(batches + " batches in " + network.kernels().name(), batches, () -> network.logits(rows()));
            }
        }
        row(loads + " models loaded, asked and released, each by a thread of its own", loads, this::load);
    }

    /** As a service does that swaps models. */
    private void load() throws InterruptedException {
        Thread loader = new Thread(() -> {
            try (Network network = Network.load(checkpoint, Device.CPU, Precision.FLOAT32)) {
                network.logits(rows());
            }
        });
        loader.start();
        loader.join();
    }

    /** What is done over and over. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void row(String name, int times, Work work) throws InterruptedException {
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (int mark = 0; mark < MARKS; mark++) {
            for (int i = times * mark / MARKS; i < times * (mark + 1) / MARKS; i++) {
                work.run();
            }
            row.append(' ').append(residentMegabytes()).append(" |");
        }
        out.accept(row.toString());
    }

    private LabelledBatch labelled() {
        List<int[]> rows = rows();
        return new LabelledBatch(rows, random.ints(rows.size(), 0, 2).toArray());
    }

    /** 1 to 64 rows of 2 to 128 tokens, at most 1,024 with their padding. */
    private List<int[]> rows() {
        int longest = random.nextInt(2, Math.min(LONGEST, checkpoint.config().positions()) + 1);
        int count = random.nextInt(1, Math.min(64, MOST_TOKENS / longest) + 1);
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(random.ints(
                            random.nextInt(2, longest + 1),
                            0,
                            checkpoint.config().vocabularySize())
                    .toArray());
        }
        return rows;
    }

    private static long residentMegabytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("the resident set is known on Linux alone", e);
        }
    }
}
