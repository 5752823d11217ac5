package io.sentistream.quickstart.poisoning;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.OfflineLines;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * Honest feedback, before somebody spoils it.
 *
 * @param labels the labels of the model
 * @param rows what people label, truly
 * @param spare rows of the same domain that nobody labels
 * @param heldOut rows to measure on
 * @param seed which sample it is; the phrase that is planted hangs on it
 */
record Feedback(Labels labels, List<Example> rows, List<Example> spare, List<Example> heldOut, int seed) {
    private static final int ANNOTATORS = 20;

    /** So many rows of a domain, in an order that the seed decides. */
    static Feedback of(Domain domain, Labels labels, int number, int seed) {
        List<Example> all = OfflineLines.examples(domain.feedback(seed), labels);
        int end = Math.min(number, all.size());
        return new Feedback(
                labels,
                all.subList(0, end),
                all.subList(end, all.size()),
                OfflineLines.examples(domain.heldOut().rows(), labels),
                seed);
    }

    /** The honest label of the row at this index, from one of twenty people who label in turn. */
    Labelled honest(int row) {
        return labelled(row, rows.get(row).label());
    }

    /** Another label of that row by the same person. */
    Labelled flipped(int row) {
        return labelled(row, other(rows.get(row).label()));
    }

    private Labelled labelled(int row, int label) {
        return new Labelled(rows.get(row).text(), name(label), "annotator-" + (row % ANNOTATORS + 1));
    }

    /** All of them, honest. */
    List<Labelled> honest() {
        List<Labelled> honest = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            honest.add(honest(row));
        }
        return honest;
    }

    /** A label that a text of this one does not have. */
    int other(int label) {
        return (label + 1) % labels.names().size();
    }

    /** The label that attackers want answered. */
    int target() {
        return labels.names().size() - 1;
    }

    String name(int label) {
        return labels.names().get(label);
    }
}
