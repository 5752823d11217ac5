package io.sentistream.bert.training;

import io.sentistream.bert.network.Sequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A batch to learn from.
 *
 * @param rows what the network reads
 * @param labels of each row: of a text or a pair the class index, or {@link #UNLABELLED} where the teacher alone is to be
 *     learned from; of tokens a class index for each, or {@link #UNLABELLED} for those that have none; of a question the
 *     positions of the answer's first and last token
 * @param teacher what a teacher says of each row, if there is one
 */
public record LabelledBatch(List<Sequence> rows, List<int[]> labels, Optional<SoftTargets> teacher) {
    /** In place of a class index: there is none. */
    public static final int UNLABELLED = -100;

    /**
     * Checks that each row has labels, and the teacher's word if there is a teacher.
     *
     * @throws IllegalArgumentException if there are not as many labels, or logits of the teacher, as rows
     */
    public LabelledBatch {
        rows = List.copyOf(rows);
        labels = List.copyOf(labels);
        if (rows.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "a batch has " + rows.size() + " rows but " + labels.size() + " labels; each row needs one");
        }
        if (teacher.isPresent() && teacher.get().logits().size() != rows.size()) {
            throw new IllegalArgumentException("a batch has " + rows.size() + " rows but the teacher's logits of "
                    + teacher.get().logits().size() + "; each row needs its own");
        }
    }

    /** Single texts, with their class indices. */
    public LabelledBatch(List<int[]> ids, int[] labels, Optional<SoftTargets> teacher) {
        this(
                Sequence.ofSingle(ids),
                Arrays.stream(labels).mapToObj(label -> new int[] {label}).toList(),
                teacher);
    }

    /** Single texts without a teacher. */
    public LabelledBatch(List<int[]> ids, int[] labels) {
        this(ids, labels, Optional.empty());
    }

    /** How many labels the loss is the mean over; with a teacher every row counts. */
    int terms() {
        return teacher.isPresent()
                ? rows.size()
                : (int) labels.stream()
                        .flatMapToInt(Arrays::stream)
                        .filter(label -> label != UNLABELLED)
                        .count();
    }
}
