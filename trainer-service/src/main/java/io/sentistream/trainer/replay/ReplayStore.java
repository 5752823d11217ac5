package io.sentistream.trainer.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of {@code labelled} by key, as compaction would leave them, all in memory: about the size of their texts and
 * 200 bytes each, so a million reviews of 200 letters take some 600 MB. Used by one thread.
 */
public final class ReplayStore {
    private final Map<String, FeedbackRow> rows = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> learned = new HashMap<>();
    private OptionalLong counted = OptionalLong.of(0);

    /**
     * The rows at one moment.
     *
     * @param fresh those that no training has learned from yet, in the order they came
     * @param older those that one has
     */
    public record Snapshot(List<FeedbackRow> fresh, List<FeedbackRow> older) {}

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

    /** How many rows no training has learned from yet. */
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
        rows.values().forEach(row -> (isFresh(row) ? fresh : older).add(row));
        return new Snapshot(fresh, older);
    }

    private boolean isFresh(FeedbackRow row) {
        return row.offset() >= learned.getOrDefault(row.partition(), 0L);
    }
}
