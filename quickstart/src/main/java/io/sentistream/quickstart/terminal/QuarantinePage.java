package io.sentistream.quickstart.terminal;

import io.sentistream.schemas.QuarantinedLabel;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Labels that are set aside, each on three lines: what it is, why, and the key under which it can be released.
 *
 * @param screen where it is printed
 */
public record QuarantinePage(Screen screen) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Prints them. */
    public void print(Map<String, QuarantinedLabel> labels) {
        if (labels.isEmpty()) {
            screen.line("No label is set aside.");
        }
        labels.forEach((key, label) -> {
            screen.cutLine(TIME.format(label.getSince()) + "  " + reason(label) + "  " + label.getLabel() + " by "
                    + label.getAnnotator() + ": " + label.getText());
            screen.line("    " + Cells.printable(why(label)));
            screen.line("    " + Cells.printable(key));
        });
    }

    private static String why(QuarantinedLabel label) {
        return label.getReleasedBy() == null
                ? label.getWhy()
                : "released by " + label.getReleasedBy() + " at " + TIME.format(label.getReleasedAt())
                        + (label.getLearned() ? ", and learned since" : "; the next training learns it");
    }

    private static String reason(QuarantinedLabel label) {
        return label.getReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
