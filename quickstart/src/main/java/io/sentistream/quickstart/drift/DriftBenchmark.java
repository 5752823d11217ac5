package io.sentistream.quickstart.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.trainer.drift.AccuracyDetector;
import io.sentistream.trainer.drift.FeatureDetectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Draws streams from outputs of a model and puts them through the trainer's detectors.
 *
 * @param reference what the features are compared with
 * @param falseAlarmEvery as the trainer's setting {@code drift.false.alarm.every}
 * @param undrifted outputs on rows like those of the reference, none of them in it
 * @param runs how many streams
 * @param seed of the first; the others have the next
 */
public record DriftBenchmark(Reference reference, int falseAlarmEvery, List<Output> undrifted, int runs, long seed) {
    /** Before a change comes between one and two times so much without one. */
    private static final int BEFORE = 1_000;

    private static final String ALL = "all features";
    private static final String ACCURACY = "accuracy, every result labelled";

    /** Says of each output of a stream whether a change is noticed with it. */
    @FunctionalInterface
    private interface Detector {
        boolean notices(Output output);
    }

    private Map<String, Supplier<Detector>> detectors() {
        Map<String, Supplier<Detector>> detectors = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            detectors.put(feature.name().toLowerCase(Locale.ROOT), () -> of(EnumSet.of(feature)));
        }
        detectors.put(ALL, () -> of(EnumSet.allOf(Feature.class)));
        detectors.put(ACCURACY, () -> {
            AccuracyDetector detector = new AccuracyDetector(falseAlarmEvery);
            return output -> detector.add(output.right()).isPresent();
        });
        return detectors;
    }

    private Detector of(Set<Feature> seen) {
        FeatureDetectors detectors = new FeatureDetectors(Optional.of(reference), falseAlarmEvery);
        return output -> !detectors.add(output.observation(seen)).isEmpty();
    }

    /** A table of false alarms in streams of so many draws with replacement. */
    public List<String> falseAlarms(int results) {
        List<String> table = new ArrayList<>(List.of(
                "| detector | false alarms in " + runs + " × " + String.format(Locale.ROOT, "%,d", results)
                        + " | most in a run | runs with one |",
                "|---|--:|--:|--:|"));
        detectors().forEach((name, detector) -> {
            int[] alarms = new int[runs];
            for (int run = 0; run < runs; run++) {
                Detector made = detector.get();
                Random random = new Random(seed + run);
                for (int i = 0; i < results; i++) {
                    alarms[run] += made.notices(undrifted.get(random.nextInt(undrifted.size()))) ? 1 : 0;
                }
            }
            int all = Arrays.stream(alarms).sum();
            int most = Arrays.stream(alarms).max().orElse(0);
            long with = Arrays.stream(alarms).filter(count -> count > 0).count();
            table.add("| " + name + " | " + all + " | " + most + " | " + with + " |");
        });
        return table;
    }

    /** A table of how many results of a domain go by before a change to it is noticed. */
    public List<String> delays(Map<String, List<Output>> domains) {
        List<String> table = new ArrayList<>(List.of(
                "| stream turns to | detector | noticed within 500, of " + runs + " | median | most |",
                "|---|---|--:|--:|--:|"));
        domains.forEach((domain, outputs) -> detectors().forEach((name, detector) -> {
            List<Integer> delays = Stream.iterate(0, run -> run < runs, run -> run + 1)
                    .map(run -> delay(detector.get(), outputs, new Random(seed + run)))
                    .sorted()
                    .toList();
            long soon = delays.stream().filter(delay -> delay <= 500).count();
            table.add("| " + domain + " | " + name + " | " + soon + " | " + shown(delays.get(runs / 2)) + " | "
                    + shown(delays.get(runs - 1)) + " |");
        }));
        return table;
    }

    /** After a false alarm before the change what comes then counts all the same. */
    private int delay(Detector detector, List<Output> domain, Random random) {
        int before = BEFORE + random.nextInt(BEFORE);
        for (int i = 0; i < before; i++) {
            detector.notices(undrifted.get(random.nextInt(undrifted.size())));
        }
        List<Output> shuffled = new ArrayList<>(domain);
        Collections.shuffle(shuffled, random);
        for (int i = 0; i < shuffled.size(); i++) {
            if (detector.notices(shuffled.get(i))) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static String shown(int delay) {
        return delay == Integer.MAX_VALUE ? "not noticed" : Integer.toString(delay);
    }
}
