package io.sentistream.quickstart.demo;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.input.Row;
import io.sentistream.schemas.Sentiment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model said of held-out rows.
 *
 * @param heldOut the rows
 * @param results in the order of the rows
 * @param labels the model's, to which the rows' labels are matched
 */
record Measurement(HeldOut heldOut, List<Sentiment> results, Labels labels) {
    Measurement {
        results = List.copyOf(results);
    }

    int correct() {
        return (int) IntStream.range(0, results.size()).filter(this::isRight).count();
    }

    double accuracy() {
        return (double) correct() / results.size();
    }

    boolean isRight(int index) {
        Row row = heldOut.rows().get(index);
        return results.get(index).getLabel().equals(labels.nameOf(row.label().orElseThrow()));
    }
}
