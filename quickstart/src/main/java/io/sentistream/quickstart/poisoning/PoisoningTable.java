package io.sentistream.quickstart.poisoning;

import io.sentistream.quickstart.learning.Percent;
import io.sentistream.schemas.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cells as a table in Markdown, one row for a domain, an attack and a strength over all seeds. What is compared with
 * honest feedback is compared with that of the same seed.
 *
 * @param cells in any order
 * @param attacks in the order of the rows
 */
record PoisoningTable(List<PoisoningCell> cells, List<Attack> attacks) {
    /** The lines. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| domain | attack | seeds | candidates refused / undecided / promoted | refused by the scan"
                + " | held-out rows, mean (95 %) | against honest feedback | base rows, mean (95 %) | against honest feedback"
                + " | answered as wanted (95 %) | after honest feedback | by the last candidate, served or not |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (Attack attack : attacks) {
            Map<String, List<PoisoningCell>> groups = cells.stream()
                    .filter(cell -> cell.attack().equals(attack.name()))
                    .collect(Collectors.groupingBy(
                            cell -> cell.domain() + ", " + cell.labels() + " labels | " + attack.name() + ", "
                                    + cell.strength() + " " + attack.unit(),
                            LinkedHashMap::new,
                            Collectors.toList()));
            groups.forEach((name, group) -> lines.add(row(name, group)));
        }
        return lines;
    }

    private String row(String name, List<PoisoningCell> group) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d / %d / %d | %d | %s | %s | %s | %s | %s | %s | %s |",
                name,
                group.size(),
                verdicts(group, Verdict.REFUSED),
                verdicts(group, Verdict.UNDECIDED),
                verdicts(group, Verdict.PROMOTED),
                group.stream().filter(cell -> cell.findings() > 0).count(),
                percent(group, PoisoningCell::heldOut),
                against(group, PoisoningCell::heldOut),
                percent(group, PoisoningCell::base),
                against(group, PoisoningCell::base),
                percent(group, cell -> cell.wanted().get(cell.attack())),
                percent(honest(group), cell -> cell.wanted().get(group.get(0).attack())),
                percent(group, cell -> cell.wantedOfCandidate().rows() == 0 ? null : cell.wantedOfCandidate()));
    }

    private static long verdicts(List<PoisoningCell> group, Verdict verdict) {
        return group.stream()
                .flatMap(cell -> cell.verdicts().stream())
                .filter(verdict.name()::equals)
                .count();
    }

    /** The cells of honest feedback of the same seeds, as far as they were measured. */
    private List<PoisoningCell> honest(List<PoisoningCell> group) {
        return group.stream().map(this::honest).filter(Objects::nonNull).toList();
    }

    private PoisoningCell honest(PoisoningCell cell) {
        return cells.stream()
                .filter(other -> other.is(cell.domain(), new NoAttack().name(), 0, cell.seed(), cell.labels()))
                .findFirst()
                .orElse(null);
    }

    private static String percent(List<PoisoningCell> group, Function<PoisoningCell, Share> share) {
        List<Share> shares = group.stream().map(share).filter(Objects::nonNull).toList();
        return shares.isEmpty()
                ? "–"
                : Percent.of(
                        shares.stream().mapToDouble(Share::part).average().orElseThrow(),
                        shares.get(0).rows());
    }

    private String against(List<PoisoningCell> group, Function<PoisoningCell, Share> share) {
        return group.stream()
                .filter(cell -> honest(cell) != null)
                .mapToDouble(cell ->
                        share.apply(cell).part() - share.apply(honest(cell)).part())
                .average()
                .stream()
                .mapToObj(mean -> String.format(Locale.ROOT, "%+.1f", 100 * mean))
                .findFirst()
                .orElse("–");
    }
}
