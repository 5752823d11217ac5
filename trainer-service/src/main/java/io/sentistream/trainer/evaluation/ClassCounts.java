package io.sentistream.trainer.evaluation;

import java.util.stream.IntStream;

/** For each class, how many rows are of it, how many answers say it, and how many of these are right. */
public final class ClassCounts {
    private final int[] rows;
    private final int[] answers;
    private final int[] right;

    /** Of so many classes. */
    public ClassCounts(int classes) {
        rows = new int[classes];
        answers = new int[classes];
        right = new int[classes];
    }

    /** Adds a row and its answer by the indices of their classes. */
    public void add(int label, int answer) {
        rows[label]++;
        answers[answer]++;
        if (label == answer) {
            right[label]++;
        }
    }

    /** The F1 of a class: 2 · right / (rows + answers); 0 where it does not occur. */
    public double f1(int label) {
        int occurs = rows[label] + answers[label];
        return occurs == 0 ? 0 : 2.0 * right[label] / occurs;
    }

    /** The mean of F1 over the classes that occur; 0 where none does. */
    public double macroF1() {
        return IntStream.range(0, rows.length)
                .filter(label -> rows[label] + answers[label] > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(0);
    }
}
