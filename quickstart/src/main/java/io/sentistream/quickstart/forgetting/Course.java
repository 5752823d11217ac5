package io.sentistream.quickstart.forgetting;

import java.util.Comparator;
import java.util.List;

/**
 * One way of learning through the whole sequence.
 *
 * @param cells before the first step, and after each, in order
 */
record Course(List<ForgettingCell> cells) {
    ForgettingCell last() {
        return cells.get(cells.size() - 1);
    }

    /** The first cell after which the domain was known best. */
    private ForgettingCell best(String domain) {
        return cells.stream()
                .max(Comparator.<ForgettingCell>comparingDouble(cell -> cell.accuracy(domain))
                        .thenComparing(
                                Comparator.comparingInt(ForgettingCell::step).reversed()))
                .orElseThrow();
    }

    /**
     * What each held-out row of a domain lost from when the domain was known best to the end: 1 where it was right and is
     * wrong, -1 the other way round, else 0.
     */
    int[] falls(String domain) {
        String before = best(domain).right().get(domain);
        String now = last().right().get(domain);
        int[] falls = new int[before.length()];
        for (int row = 0; row < falls.length; row++) {
            falls[row] = before.charAt(row) - now.charAt(row);
        }
        return falls;
    }

    /** The mean accuracy over the domains at the end. */
    double averageAccuracy() {
        return last().right().keySet().stream()
                .mapToDouble(last()::accuracy)
                .average()
                .orElseThrow();
    }

    /**
     * Over the steps before the last, the mean of what the domain that was learned in it gained until the end (Lopez-Paz and
     * Ranzato, "Gradient Episodic Memory for Continual Learning", 2017); below 0 where it was forgotten.
     */
    double backwardTransfer() {
        return cells.subList(1, cells.size() - 1).stream()
                .mapToDouble(cell -> last().accuracy(cell.domain()) - cell.accuracy(cell.domain()))
                .average()
                .orElse(0);
    }
}
