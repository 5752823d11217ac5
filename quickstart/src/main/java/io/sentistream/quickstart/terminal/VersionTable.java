package io.sentistream.quickstart.terminal;

import io.sentistream.quickstart.history.ShadowRun;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Model versions as rows of a table, the one that serves and the one in its shadow marked.
 *
 * @param screen where it is printed
 */
public record VersionTable(Screen screen) {
    private static final int VERSION = 13;
    private static final int VERDICT = 9;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Prints all, the oldest first. */
    public void print(List<ModelVersion> versions, Optional<ServingModel> serving, Optional<ShadowRun> shadow) {
        screen.line("  " + Cells.fill("version", VERSION) + " " + Cells.fill("verdict", VERDICT) + " "
                + Cells.fill("judged", "yyyy-MM-dd HH:mm".length()) + " why");
        for (ModelVersion version : versions) {
            boolean serves = serving.filter(model -> model.getVersion().equals(version.getVersion()))
                    .isPresent();
            boolean shadowed =
                    shadow.filter(run -> run.runs(version.getVersion())).isPresent();
            screen.line((serves ? "* " : shadowed ? "+ " : "  ")
                    + Cells.fill(version.getVersion(), VERSION)
                    + " "
                    + Cells.fill(version.getVerdict().name().toLowerCase(Locale.ROOT), VERDICT)
                    + " " + TIME.format(version.getCreatedAt()) + " "
                    + Cells.cut(version.getReason(), Math.max(20, screen.columns() - 46)));
        }
        screen.line(
                serving.map(model -> "* serves" + (model.getPinned() ? ", pinned" : "") + probation(model, versions))
                        .orElse("No model serves yet."));
        shadow.filter(ShadowRun::runs).ifPresent(run -> {
            screen.line("+ runs in the shadow");
            run.told(TIME::format).forEach(sentence -> screen.line("  " + Cells.printable(sentence)));
        });
    }

    private static String probation(ServingModel serving, List<ModelVersion> versions) {
        if (serving.getProbationEnds() == null || serving.getProbationEnds().isBefore(Instant.now())) {
            return "";
        }
        return ", on probation beside " + serving.getPrevious() + " until " + TIME.format(serving.getProbationEnds())
                + ": "
                + versions.stream()
                        .filter(version -> version.getVersion().equals(serving.getVersion()))
                        .map(ModelVersion::getProbation)
                        .filter(Objects::nonNull)
                        .map(Probation::getReason)
                        .findFirst()
                        .orElse("no new labels yet");
    }
}
