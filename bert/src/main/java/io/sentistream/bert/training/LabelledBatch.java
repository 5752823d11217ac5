package io.sentistream.bert.training;

import java.util.List;
import java.util.Optional;

/**
 * A batch to learn from.
 *
 * @param ids token ids of each row, [CLS] first and [SEP] last, not padded
 * @param labels the class index of each row, or {@link #UNLABELLED} where the teacher alone is to be learned from
 * @param teacher what a teacher says of each row, if there is one
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledBatch(List<int[]> ids, int[] labels, Optional<SoftTargets> teacher) {
    /** In place of a class index: the row has none. */
    public static final int UNLABELLED = -100;

    /**
     * Checks that each row has a label, and the teacher's word if there is a teacher.
     *
     * @throws IllegalArgumentException if there are not as many labels, or logits of the teacher, as rows
     */
    public LabelledBatch {
        ids = List.copyOf(ids);
        if (ids.size() != labels.length) {
            throw new IllegalArgumentException(
                    "a batch has " + ids.size() + " rows but " + labels.length + " labels; each row needs one");
        }
        if (teacher.isPresent() && teacher.get().logits().size() != ids.size()) {
            throw new IllegalArgumentException("a batch has " + ids.size() + " rows but the teacher's logits of "
                    + teacher.get().logits().size() + "; each row needs its own");
        }
    }

    /** A batch without a teacher. */
    public LabelledBatch(List<int[]> ids, int[] labels) {
        this(ids, labels, Optional.empty());
    }
}
