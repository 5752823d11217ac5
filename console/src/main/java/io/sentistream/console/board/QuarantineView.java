package io.sentistream.console.board;

import io.sentistream.schemas.QuarantinedLabel;
import java.util.List;
import java.util.Locale;

/**
 * The labels that are set aside, as the page shows them.
 *
 * @param total how many there are
 * @param labels the last of them, the newest first
 */
record QuarantineView(int total, List<Label> labels) {
    /**
     * A label.
     *
     * @param key under which it can be released
     * @param label what the annotator said
     * @param reason in a few words
     * @param why in words that tell what to do
     * @param since when it was set aside, in ms since 1970
     * @param releasedBy null where it is not released
     */
    record Label(
            String key,
            String text,
            String label,
            String annotator,
            String reason,
            String why,
            boolean releasable,
            long since,
            String releasedBy) {
        static Label of(String key, QuarantinedLabel label) {
            return new Label(
                    key,
                    label.getText(),
                    label.getLabel(),
                    label.getAnnotator(),
                    label.getReason().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    label.getWhy(),
                    label.getReleasable(),
                    label.getSince().toEpochMilli(),
                    label.getReleasedBy());
        }
    }
}
