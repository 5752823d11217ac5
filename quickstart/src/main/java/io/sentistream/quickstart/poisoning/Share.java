package io.sentistream.quickstart.poisoning;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of rows.
 *
 * @param hits how many
 * @param rows of how many
 */
record Share(int hits, int rows) {
    /** Those answered with their label. */
    static Share of(List<Classification> answers, List<Example> rows) {
        int hits = (int) IntStream.range(0, rows.size())
                .filter(row ->
                        Evaluation.isRight(answers.get(row), rows.get(row).label()))
                .count();
        return new Share(hits, rows.size());
    }

    Share plus(Share other) {
        return new Share(hits + other.hits, rows + other.rows);
    }

    double part() {
        return rows == 0 ? 0 : (double) hits / rows;
    }
}
