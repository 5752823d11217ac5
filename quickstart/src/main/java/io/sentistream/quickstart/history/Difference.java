package io.sentistream.quickstart.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two versions.
 *
 * @param version parent, verdict and reason, by name
 * @param data what they were trained on, by name
 * @param configuration the settings they were trained and judged with, by key
 * @param metrics by name
 */
public record Difference(
        List<Pair<String>> version,
        List<Pair<String>> data,
        List<Pair<String>> configuration,
        List<Pair<Double>> metrics) {

    /** Something that two versions have differently; null where one has none. */
    public record Pair<T>(String name, T a, T b) {}

    /** What differs; what is the same is left out. */
    public static Difference of(VersionHistory a, VersionHistory b) {
        return new Difference(
                different(itself(a), itself(b)),
                different(a.data(), b.data()),
                different(a.configuration(), b.configuration()),
                different(a.version().getMetrics(), b.version().getMetrics()));
    }

    private static Map<String, String> itself(VersionHistory history) {
        Map<String, String> itself = new TreeMap<>();
        itself.put("parent", history.version().getParent());
        itself.put("verdict", history.version().getVerdict().name());
        itself.put("reason", history.version().getReason());
        return itself;
    }

    private static <T> List<Pair<T>> different(Map<String, T> a, Map<String, T> b) {
        TreeSet<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        List<Pair<T>> pairs = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(a.get(name), b.get(name))) {
                pairs.add(new Pair<>(name, a.get(name), b.get(name)));
            }
        }
        return List.copyOf(pairs);
    }
}
