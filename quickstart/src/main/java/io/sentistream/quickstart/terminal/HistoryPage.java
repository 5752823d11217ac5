package io.sentistream.quickstart.terminal;

import io.sentistream.quickstart.history.Difference;
import io.sentistream.quickstart.history.ShadowRun;
import io.sentistream.quickstart.history.VersionHistory;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A version's history, or two versions side by side, for people to read.
 *
 * @param screen where it is printed
 */
public record HistoryPage(Screen screen) {
    private static final int NAME = 34;
    private static final int SIDE = 28;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Prints all that is known of a version, why it does or does not serve first, then the shadow run it has to do with. */
    public void print(VersionHistory history, Optional<ShadowRun> shadow) {
        ModelVersion version = history.version();
        line(version.getVersion() + "  " + version.getVerdict().name().toLowerCase(Locale.ROOT) + " "
                + TIME.format(version.getCreatedAt()));
        line(history.why(TIME::format) + ".");
        shadow.ifPresent(run -> run.told(TIME::format).forEach(this::line));
        line("Judged: " + version.getReason());
        if (version.getProbation() != null) {
            line("Probation beside " + version.getProbation().getAgainst() + ", "
                    + TIME.format(version.getProbation().getEnds()) + " at the latest: "
                    + version.getProbation().getReason());
        }
        line("From: " + String.join(" < ", history.ancestors()));
        line("Checkpoint: " + (version.getUri().isEmpty() ? "none" : version.getUri()));
        section("served");
        for (ServingPeriod period : history.periods()) {
            line("  " + TIME.format(ServingPeriod.at(period.changes().get(0))) + " to "
                    + period.end()
                            .map(end -> TIME.format(ServingPeriod.at(end)))
                            .orElse("now"));
            period.changes().forEach(this::change);
            period.end()
                    .ifPresent(end -> line("    " + TIME.format(ServingPeriod.at(end)) + "  " + end.getVersion()
                            + " took its place, " + VersionHistory.told(end)));
        }
        if (history.periods().isEmpty()) {
            line("  never");
        }
        section("data", history.data());
        section("configuration", history.configuration());
        section("metrics");
        new TreeMap<>(version.getMetrics()).forEach((name, value) -> row(name, number(value)));
    }

    /** Prints what differs between two versions. */
    public void print(String a, String b, Difference difference) {
        line("  " + Cells.fill("", NAME) + " " + Cells.fill(a, SIDE) + " " + b);
        sides("", difference.version());
        sides("data", difference.data());
        sides("configuration", difference.configuration());
        section("metrics");
        for (Difference.Pair<Double> pair : difference.metrics()) {
            String change = pair.a() == null || pair.b() == null
                    ? ""
                    : String.format(Locale.ROOT, "  (%+.4g)", pair.b() - pair.a());
            side(pair.name(), number(pair.a()), number(pair.b()) + change);
        }
    }

    private void change(ServingModel change) {
        line("    " + TIME.format(ServingPeriod.at(change)) + "  " + VersionHistory.told(change));
    }

    private void section(String name) {
        screen.line();
        line(name);
    }

    private void section(String name, Map<String, String> rows) {
        section(name);
        rows.forEach(this::row);
        if (rows.isEmpty()) {
            line("  nothing is kept of it");
        }
    }

    private void sides(String name, List<Difference.Pair<String>> pairs) {
        if (!name.isEmpty()) {
            section(name);
        }
        pairs.forEach(pair -> side(pair.name(), pair.a(), pair.b()));
        if (pairs.isEmpty()) {
            line("  the same");
        }
    }

    private void row(String name, String text) {
        line("  " + Cells.fill(name, NAME) + " " + text);
    }

    private void side(String name, String a, String b) {
        line("  " + Cells.fill(name, NAME) + " " + Cells.fill(a == null ? "–" : a, SIDE) + " " + (b == null ? "–" : b));
    }

    /** A line as long as it has to be, without what a terminal would take for commands. */
    private void line(String text) {
        screen.line(Cells.printable(text));
    }

    private static String number(Double value) {
        if (value == null) {
            return "–";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
