package io.sentistream.quickstart.terminal;

import io.sentistream.quickstart.doctor.Finding;
import io.sentistream.quickstart.doctor.Outcome;
import java.util.Map;

/**
 * What was found as lines, whole, for their ends say what to do.
 *
 * @param screen where they are printed
 */
public record FindingLines(Screen screen) {
    private static final int OUTCOME = 7;
    private static final int CHECK = 10;
    private static final Map<Outcome, String> COLOURS =
            Map.of(Outcome.OK, "green", Outcome.WARNING, "yellow", Outcome.FAILED, "red");

    /** Prints one. */
    public void print(Finding finding) {
        String outcome = Cells.fill(finding.outcome().toString(), OUTCOME);
        screen.line(screen.coloured(COLOURS.get(finding.outcome()), outcome)
                + " " + Cells.fill(finding.check(), CHECK)
                + " " + finding.what()
                + (finding.fix().isEmpty() ? "" : " → " + finding.fix()));
    }
}
