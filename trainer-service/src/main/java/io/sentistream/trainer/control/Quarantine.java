package io.sentistream.trainer.control;

import io.sentistream.schemas.Command;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.trainer.annotation.SetAside;
import io.sentistream.trainer.annotation.Sifting;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changes on {@code feedback-quarantine}: by key on {@code labelled} the label as it is to stand there, or none where
 * it is to leave.
 *
 * @param line the serving line
 * @param rows those there are, and what is in quarantine
 */
record Quarantine(String line, ReplayStore rows) {
    /** So much of a text or a name is told; the row itself has it all. */
    private static final int MOST_LETTERS = 1_000;

    /** What a training changes. Labels that were withdrawn, changed or released while it ran stay so. */
    Map<String, Optional<QuarantinedLabel>> after(Sifting sifting, Instant now) {
        Map<String, Optional<QuarantinedLabel>> changes = gone();
        Map<String, SetAside> setAside = new LinkedHashMap<>();
        sifting.setAside().forEach(set -> setAside.put(set.row().key(), set));
        rows.quarantine().forEach((key, label) -> {
            if (changes.containsKey(key)) {
                return;
            }
            if (label.getReleasedBy() == null && !setAside.containsKey(key)) {
                changes.put(key, Optional.empty());
            } else if (sifting.released().contains(key) && !label.getLearned()) {
                changes.put(
                        key,
                        Optional.of(QuarantinedLabel.newBuilder(label)
                                .setLearned(true)
                                .build()));
            }
        });
        setAside.forEach((key, set) -> {
            QuarantinedLabel label = label(set, now);
            QuarantinedLabel before =
                    changes.containsKey(key) ? null : rows.quarantine().get(key);
            boolean known =
                    before != null && (before.getReleasedBy() != null || before.getReason() == label.getReason());
            if (!known && rows.row(key, label).isPresent()) {
                changes.put(key, Optional.of(label));
            }
        });
        return changes;
    }

    /** What leaves because its row is withdrawn, or was labelled anew. */
    Map<String, Optional<QuarantinedLabel>> gone() {
        Map<String, Optional<QuarantinedLabel>> changes = new HashMap<>();
        rows.quarantine().forEach((key, label) -> {
            if (rows.row(key, label).isEmpty()) {
                changes.put(key, Optional.empty());
            }
        });
        return changes;
    }

    /** What a person's release changes; all of the labels are in quarantine. */
    Map<String, Optional<QuarantinedLabel>> released(List<String> keys, Command command, Instant now) {
        Map<String, Optional<QuarantinedLabel>> changes = new LinkedHashMap<>();
        for (String key : keys) {
            changes.put(
                    key,
                    Optional.of(QuarantinedLabel.newBuilder(rows.quarantine().get(key))
                            .setReleasedBy(command.getRequestedBy())
                            .setReleasedAt(now)
                            .setReleasedFor(command.getId())
                            .build()));
        }
        return changes;
    }

    private QuarantinedLabel label(SetAside set, Instant now) {
        FeedbackRow row = set.row();
        return QuarantinedLabel.newBuilder()
                .setLine(line)
                .setPartition(row.partition().partition())
                .setOffset(row.offset())
                .setText(beginning(row.text()))
                .setLabel(beginning(row.label()))
                .setAnnotator(beginning(row.annotator()))
                .setSource(row.source().map(Quarantine::beginning).orElse(null))
                .setLabelledAt(row.labelledAt())
                .setReason(set.reason())
                .setWhy(beginning(set.why()))
                .setReleasable(set.releasable())
                .setSince(now)
                .build();
    }

    private static String beginning(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
    }
}
