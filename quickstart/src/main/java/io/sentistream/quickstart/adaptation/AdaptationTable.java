package io.sentistream.quickstart.adaptation;

import io.sentistream.quickstart.learning.Percent;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The cells as a table in Markdown, one row for a domain and a number of labels over all seeds.
 *
 * @param cells in any order; the last of a domain, seed and number of labels counts
 */
record AdaptationTable(List<Cell> cells) {
    /** The lines. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| domain | labels | seeds | held-out rows, mean (95 %) | lowest–highest | base rows, mean (95 %)"
                        + " | against before | promoted | s to the first result, median (slowest) | learned: new + older + base |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|");
        Map<String, List<Cell>> groups = cells.stream()
                .collect(Collectors.toMap(
                        cell -> cell.domain() + "/" + cell.seed() + "/" + cell.labels(),
                        cell -> cell,
                        (earlier, later) -> later,
                        LinkedHashMap::new))
                .values()
                .stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.domain() + "/" + cell.labels(), LinkedHashMap::new, Collectors.toList()));
        groups.values().forEach(group -> lines.add(row(group, groups)));
        return lines;
    }

    private static String row(List<Cell> group, Map<String, List<Cell>> groups) {
        Cell one = group.get(0);
        DoubleSummaryStatistics accuracy = over(group, Cell::accuracy);
        double base = over(group, Cell::baseAccuracy).getAverage();
        List<Cell> before = groups.getOrDefault(one.domain() + "/0", group);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %.1f–%.1f | %s | %+.1f, base %+.1f | %d of %d | %s | %.0f + %.0f + %.0f |",
                one.domain(),
                one.labels(),
                group.size(),
                Percent.of(accuracy.getAverage(), one.rows()),
                100 * accuracy.getMin(),
                100 * accuracy.getMax(),
                Percent.of(base, one.baseRows()),
                100 * (accuracy.getAverage() - over(before, Cell::accuracy).getAverage()),
                100 * (base - over(before, Cell::baseAccuracy).getAverage()),
                group.stream().filter(Cell::promoted).count(),
                group.size(),
                seconds(group),
                over(group, Cell::fresh).getAverage(),
                over(group, Cell::older).getAverage(),
                over(group, Cell::base).getAverage());
    }

    private static String seconds(List<Cell> group) {
        List<Double> seconds = group.stream()
                .map(Cell::seconds)
                .filter(time -> time > 0)
                .sorted()
                .toList();
        return seconds.isEmpty()
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.0f (%.0f)",
                        seconds.get((seconds.size() - 1) / 2),
                        seconds.get(seconds.size() - 1));
    }

    private static DoubleSummaryStatistics over(List<Cell> group, ToDoubleFunction<Cell> value) {
        return group.stream().mapToDouble(value).summaryStatistics();
    }
}
