package io.sentistream.quickstart.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured of one rival. */
final class Timing {
    private final List<Double> textsPerSecond = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final Map<Integer, List<Double>> latencies = new TreeMap<>();

    /** Adds a pass over all texts. */
    void pass(int texts, double seconds, double cpuSeconds) {
        textsPerSecond.add(texts / seconds);
        cpuMillis.add(1e3 * cpuSeconds / texts);
    }

    /** Adds a call with so many texts. */
    void call(int texts, double seconds) {
        latencies.computeIfAbsent(texts, n -> new ArrayList<>()).add(1e3 * seconds);
    }

    /** Texts a second in a pass: 0 the slowest, 0.5 the median, 1 the fastest. */
    double textsPerSecond(double share) {
        return quantile(textsPerSecond, share);
    }

    /** What the whole process computed for a text, on all cores together, in the median pass. */
    double cpuMillisPerText() {
        return quantile(cpuMillis, 0.5);
    }

    /** Milliseconds of a call, at most so long in this share of the calls, by the number of texts. */
    Map<Integer, Double> latency(double share) {
        return latencies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> quantile(entry.getValue(), share), (a, b) -> a, TreeMap::new));
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
