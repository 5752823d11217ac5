package io.sentistream.quickstart.bench;

import io.sentistream.bert.network.Djl;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.training.LabelledBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How many examples a second each learns from. They take turns within each round, as in {@link InferenceBenchmark}. */
public final class TrainingBenchmark {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<LabelledBatch> batches;
    private final int examples;

    /** A benchmark on these batches. */
    public TrainingBenchmark(List<LabelledBatch> batches) {
        this.batches = List.copyOf(batches);
        this.examples = batches.stream().mapToInt(batch -> batch.rows().size()).sum();
    }

    /** Measures all in so many rounds, after one that doesn't count; returns a table in Markdown. */
    public List<String> run(Learners learners, int rounds) {
        Map<String, Timing> timings = new LinkedHashMap<>();
        for (Learner learner : learners.all()) {
            timings.put(learner.name(), new Timing());
            learner.pass().run();
        }
        List<Learner> order = new ArrayList<>(learners.all());
        for (int round = 0; round < rounds; round++) {
            for (Learner learner : order) {
                LockSupport.parkNanos(PAUSE.toNanos());
                double cpu = learner.cpuSeconds().getAsDouble();
                long began = System.nanoTime();
                learner.pass().run();
                double seconds = (System.nanoTime() - began) / 1e9;
                timings.get(learner.name())
                        .pass(examples, seconds, learner.cpuSeconds().getAsDouble() - cpu);
            }
            Collections.rotate(order, 1);
        }
        return markdown(timings, rounds);
    }

    private List<String> markdown(Map<String, Timing> timings, int rounds) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d steps on %d rows of %.1f tokens in the mean, %d rounds; %s.",
                batches.size(),
                examples,
                batches.stream()
                        .flatMap(batch -> batch.rows().stream())
                        .mapToInt(Sequence::length)
                        .average()
                        .orElse(0),
                rounds,
                Djl.version()));
        lines.add("");
        lines.add("| | examples/s, median (slowest–fastest) | CPU ms an example | float32 is so many times as fast,"
                + " median / fastest / by CPU time |");
        lines.add("|---|---|---|---|");
        Timing ours = timings.get(Learners.OURS);
        timings.forEach((name, timing) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %.1f (%.1f–%.1f) | %.2f | %.2f / %.2f / %.2f |",
                name,
                timing.textsPerSecond(0.5),
                timing.textsPerSecond(0),
                timing.textsPerSecond(1),
                timing.cpuMillisPerText(),
                ours.textsPerSecond(0.5) / timing.textsPerSecond(0.5),
                ours.textsPerSecond(1) / timing.textsPerSecond(1),
                timing.cpuMillisPerText() / ours.cpuMillisPerText())));
        return lines;
    }
}
