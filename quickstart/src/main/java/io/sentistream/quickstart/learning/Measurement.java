package io.sentistream.quickstart.learning;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.terminal.Screen;
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
public record Measurement(HeldOut heldOut, List<Sentiment> results, Labels labels) {
    public Measurement {
        results = List.copyOf(results);
    }

    /** Classifies the rows by way of the topics. */
    public static Measurement by(RoundTrip roundTrip, HeldOut heldOut, Labels labels, Screen screen) {
        int[] come = {0};
        List<Sentiment> results = roundTrip.classify(
                heldOut.rows().stream().map(Row::text).toList(), RoundTrip.PATIENCE, (index, result) -> {
                    come[0]++;
                    screen.status("measuring on " + heldOut.name() + ": " + come[0] + " of "
                            + heldOut.rows().size());
                });
        screen.clearStatus();
        return new Measurement(heldOut, results, labels);
    }

    /** How many are right. */
    public int correct() {
        return (int) IntStream.range(0, results.size()).filter(this::isRight).count();
    }

    /** The part that is right. */
    public double accuracy() {
        return (double) correct() / results.size();
    }

    /** Whether the result of the row at this index is right. */
    public boolean isRight(int index) {
        Row row = heldOut.rows().get(index);
        return results.get(index).getLabel().equals(labels.nameOf(row.label().orElseThrow()));
    }
}
