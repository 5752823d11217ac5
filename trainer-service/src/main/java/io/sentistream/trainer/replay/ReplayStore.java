package io.sentistream.trainer.replay;

import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of {@code labelled} by key, as compaction would leave them, all in memory: about the size of their texts and
 * 200 bytes each, so a million reviews of 200 letters take some 600 MB; and which of them are in quarantine. Used by one
 * thread.
 */
public final class ReplayStore {
    private final Map<String, FeedbackRow> rows = new LinkedHashMap<>();
    private final Map<String, QuarantinedLabel> quarantine = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> learned = new HashMap<>();
    private OptionalLong counted = OptionalLong.of(0);

    /**
     * The rows at one moment.
     *
     * @param fresh those that no training has learned from yet, in the order they came
     * @param older those that one has
     * @param released the keys of those that a person has released from quarantine
     * @param planted why a training took a phrase in them for planted, by the keys of those that nobody has released
     */
    public record Snapshot(
            List<FeedbackRow> fresh, List<FeedbackRow> older, Set<String> released, Map<String, String> planted) {
        /** Rows of which none was ever in quarantine. */
        public Snapshot(List<FeedbackRow> fresh, List<FeedbackRow> older) {
            this(fresh, older, Set.of(), Map.of());
        }

        /** Gives each row, and whether a training has learned from it. */
        public void all(BiConsumer<FeedbackRow, Boolean> taker) {
            older.forEach(row -> taker.accept(row, true));
            fresh.forEach(row -> taker.accept(row, false));
        }

        /** How many rows there are. */
        public int rows() {
            return fresh.size() + older.size();
        }
    }

    /** Takes a row in the place of an earlier one of its key. */
    public void put(FeedbackRow row) {
        counted = OptionalLong.empty();
        rows.remove(row.key());
        rows.put(row.key(), row);
    }

    /** Takes a row back. */
    public void withdraw(String key) {
        counted = OptionalLong.empty();
        rows.remove(key);
    }

    /** Says up to where trainings have learned: rows at these offsets and beyond are fresh. */
    public void learned(Map<TopicPartition, Long> offsets) {
        counted = OptionalLong.empty();
        learned.putAll(offsets);
    }

    /** Takes what {@code feedback-quarantine} says of the row under this key; null where it is there no more. */
    public void quarantine(String key, QuarantinedLabel label) {
        counted = OptionalLong.empty();
        if (label == null) {
            quarantine.remove(key);
        } else {
            quarantine.put(key, label);
        }
    }

    /** What is in quarantine, set aside or released, by key; those whose row is gone, or has another label since, too. */
    public Map<String, QuarantinedLabel> quarantine() {
        return Collections.unmodifiableMap(quarantine);
    }

    /** The row of a quarantined label; empty where it is withdrawn, or has another label since. */
    public Optional<FeedbackRow> row(String key, QuarantinedLabel label) {
        return Optional.ofNullable(rows.get(key))
                .filter(row ->
                        row.offset() == label.getOffset() && row.partition().partition() == label.getPartition());
    }

    /** How many rows no training has learned from yet, without those that are set aside. */
    public long freshRows() {
        if (counted.isEmpty()) {
            counted =
                    OptionalLong.of(rows.values().stream().filter(this::isFresh).count());
        }
        return counted.getAsLong();
    }

    /** How many rows there are. */
    public int rows() {
        return rows.size();
    }

    /** The rows as they are now. */
    public Snapshot snapshot() {
        List<FeedbackRow> fresh = new ArrayList<>();
        List<FeedbackRow> older = new ArrayList<>();
        Set<String> released = new HashSet<>();
        Map<String, String> planted = new HashMap<>();
        for (FeedbackRow row : rows.values()) {
            Optional<QuarantinedLabel> label = quarantined(row);
            boolean waits = label.filter(set -> set.getReleasedBy() == null).isPresent();
            (waits || isFresh(row) ? fresh : older).add(row);
            if (label.isPresent() && !waits) {
                released.add(row.key());
            }
            label.filter(set -> waits && set.getReason() == QuarantineReason.PLANTED_PHRASE)
                    .ifPresent(set -> planted.put(row.key(), set.getWhy()));
        }
        return new Snapshot(fresh, older, released, planted);
    }

    /** A released row is new until it is learned, one that is set aside is not. */
    private boolean isFresh(FeedbackRow row) {
        return quarantined(row)
                .map(label -> label.getReleasedBy() != null && !label.getLearned())
                .orElseGet(() -> row.offset() >= learned.getOrDefault(row.partition(), 0L));
    }

    private Optional<QuarantinedLabel> quarantined(FeedbackRow row) {
        return Optional.ofNullable(quarantine.get(row.key()))
                .filter(label -> row(row.key(), label).isPresent());
    }
}
