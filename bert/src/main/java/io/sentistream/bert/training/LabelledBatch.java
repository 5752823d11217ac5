package io.sentistream.bert.training;

import java.util.List;

/**
 * A batch to learn from.
 *
 * @param ids token ids of each row, [CLS] first and [SEP] last, not padded
 * @param labels the class index of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledBatch(List<int[]> ids, int[] labels) {
    /**
     * Checks that each row has a label.
     *
     * @throws IllegalArgumentException if there are not as many labels as rows
     */
    public LabelledBatch {
        ids = List.copyOf(ids);
        if (ids.size() != labels.length) {
            throw new IllegalArgumentException(
                    "a batch has " + ids.size() + " rows but " + labels.length + " labels; each row needs one");
        }
    }
}
