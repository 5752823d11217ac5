package io.sentistream.quickstart.bench;

import io.sentistream.bert.inference.BatchBudget;
import io.sentistream.bert.inference.BatchClassification;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.tokenizer.EncodedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How many texts a second each rival computes, and how long a call with a few texts takes. Rivals take turns within each
 * round, so that what else the machine does meets them all; tokenizing is not measured.
 *
 * <p>Texts come as they stand in the file, {@value #CALL} a call, in the batches of {@link BatchClassification}.
 */
public final class InferenceBenchmark {
    private static final int CALL = 256;
    private static final int BATCH_TOKENS = 1024;
    private static final List<Integer> FEW = List.of(1, 8, 32);
    private static final int CALLS_A_ROUND = 20;
    /** Between rivals: a runtime's threads may spin for a while when their work is done. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<EncodedText> texts;

    /** A benchmark of these texts, at least 32. */
    public InferenceBenchmark(List<EncodedText> texts) {
        if (texts.size() < Collections.max(FEW)) {
            throw new IllegalArgumentException(
                    "the benchmark has " + texts.size() + " texts; give it " + Collections.max(FEW) + " or more");
        }
        this.texts = List.copyOf(texts);
    }

    /** Measures all rivals in so many rounds, after one that doesn't count. */
    public InferenceReport run(Rivals rivals, int rounds) {
        List<List<int[]>> all = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += CALL) {
            all.addAll(batches(from, CALL));
        }
        rivals.all().forEach(rival -> all.forEach(rival.network()::run));
        Map<String, Timing> timings = new LinkedHashMap<>();
        rivals.all().forEach(rival -> timings.put(rival.name(), new Timing()));
        List<Rival> order = new ArrayList<>(rivals.all());
        for (int round = 0; round < rounds; round++) {
            for (Rival rival : order) {
                Timing timing = timings.get(rival.name());
                LockSupport.parkNanos(PAUSE.toNanos());
                double cpu = CpuTime.seconds();
                double seconds = seconds(rival, all);
                timing.pass(texts.size(), seconds, CpuTime.seconds() - cpu);
                calls(rival, timing, round);
            }
            Collections.rotate(order, 1);
        }
        return new InferenceReport(texts, rounds, timings);
    }

    private void calls(Rival rival, Timing timing, int round) {
        for (int few : FEW) {
            for (int call = 0; call < CALLS_A_ROUND; call++) {
                int from = (round * CALLS_A_ROUND + call) * few % (texts.size() - few + 1);
                List<List<int[]>> batches = batches(from, few);
                timing.call(few, seconds(rival, batches));
            }
        }
    }

    private static double seconds(Rival rival, List<List<int[]>> batches) {
        long began = System.nanoTime();
        batches.forEach(rival.network()::run);
        return (System.nanoTime() - began) / 1e9;
    }

    /** The batches in which a call with these texts is classified. */
    private List<List<int[]>> batches(int from, int count) {
        List<List<int[]>> batches = new ArrayList<>();
        new BatchClassification(List.of("none"), BatchBudget.on(Device.CPU, BATCH_TOKENS), rows -> {
                    batches.add(rows);
                    return new float[rows.size()][1];
                })
                .classify(texts.subList(from, Math.min(from + count, texts.size())));
        return batches;
    }
}
