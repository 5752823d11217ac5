package io.sentistream.quickstart.forgetting;

import io.sentistream.quickstart.learning.Percent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cells as two tables in Markdown: the accuracy on each domain after each step, and what was forgotten at the end.
 *
 * @param cells of one number of labels, in any order
 * @param steps how many there are to the end
 */
record ForgettingTables(List<ForgettingCell> cells, int steps) {
    /** The lines. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        List<String> domains = cells.stream()
                .findFirst()
                .map(cell -> List.copyOf(cell.right().keySet()))
                .orElse(List.of());
        lines.add("| learned | step | seeds | served | " + String.join(" | ", domains) + " |");
        lines.add("|---|---|---|---|" + "---|".repeat(domains.size()));
        addRow(lines, "before", "–", before(), domains);
        for (Method method : Method.values()) {
            for (int step = 1; step <= steps; step++) {
                int at = step;
                List<ForgettingCell> group = cells.stream()
                        .filter(cell -> cell.method().equals(method.shown()) && cell.step() == at)
                        .toList();
                if (!group.isEmpty()) {
                    addRow(lines, method.shown(), step + " " + group.get(0).domain(), group, domains);
                }
            }
        }
        lines.add("");
        lines.add(
                "| learned | seeds | average accuracy at the end | backward transfer | fall from each domain's best, points"
                        + " (95 %) | less that of plain replay, same seeds (95 %) |");
        lines.add("|---|---|---|---|---|---|");
        Map<Method, Map<Integer, Course>> courses = courses();
        courses.forEach((method, bySeed) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %+.2f | %s | %s |",
                method.shown(),
                bySeed.size(),
                100 * mean(bySeed.values().stream().map(Course::averageAccuracy)),
                100 * mean(bySeed.values().stream().map(Course::backwardTransfer)),
                Fall.of(List.copyOf(bySeed.values())),
                againstPlain(bySeed, courses.getOrDefault(Method.PLAIN_REPLAY, Map.of())))));
        return lines;
    }

    private static void addRow(
            List<String> lines, String method, String step, List<ForgettingCell> group, List<String> domains) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s |",
                method,
                step,
                group.size(),
                group.stream().filter(ForgettingCell::served).count(),
                domains.stream()
                        .map(domain -> Percent.of(
                                mean(group.stream().map(cell -> cell.accuracy(domain))),
                                group.get(0).right().get(domain).length()))
                        .collect(Collectors.joining(" | "))));
    }

    private static String againstPlain(Map<Integer, Course> bySeed, Map<Integer, Course> plain) {
        List<Integer> seeds =
                bySeed.keySet().stream().filter(plain::containsKey).toList();
        return seeds.isEmpty()
                ? "–"
                : Fall.difference(
                                seeds.stream().map(bySeed::get).toList(),
                                seeds.stream().map(plain::get).toList())
                        .toString();
    }

    private List<ForgettingCell> before() {
        return cells.stream().filter(cell -> cell.step() == 0).toList();
    }

    /** Those that are whole, by method and seed. */
    private Map<Method, Map<Integer, Course>> courses() {
        Map<Method, Map<Integer, Course>> courses = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            cells.stream()
                    .filter(cell -> cell.method().equals(method.shown()))
                    .collect(Collectors.groupingBy(ForgettingCell::seed, TreeMap::new, Collectors.toList()))
                    .forEach((seed, own) -> {
                        if (own.size() == steps) {
                            courses.computeIfAbsent(method, key -> new TreeMap<>())
                                    .put(
                                            seed,
                                            new Course(Stream.concat(before().stream(), own.stream())
                                                    .sorted(Comparator.comparingInt(ForgettingCell::step))
                                                    .toList()));
                        }
                    });
        }
        return courses;
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
