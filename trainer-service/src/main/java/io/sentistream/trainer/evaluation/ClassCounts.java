package io.sentistream.trainer.evaluation;

import java.util.stream.IntStream;

/** For each class, how many rows are of it, how many answers say it, and how many of these are right. */
final class ClassCounts {
    private final int[] rows;
    private final int[] answers;
    private final int[] right;

    ClassCounts(int classes) {
        rows = new int[classes];
        answers = new int[classes];
        right = new int[classes];
    }

    void add(int label, int answer) {
        rows[label]++;
        answers[answer]++;
        if (label == answer) {
            right[label]++;
        }
    }

    /** The mean of F1, which is 2 · right / (rows + answers), over the classes that occur; 0 where none does. */
    double macroF1() {
        return IntStream.range(0, rows.length)
                .filter(label -> rows[label] + answers[label] > 0)
                .mapToDouble(label -> 2.0 * right[label] / (rows[label] + answers[label]))
                .average()
                .orElse(0);
    }
}
