package io.sentistream.bert.inference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Runs rows through a network in batches of similar length: sorted by length and cut where padding and calls together
 * cost least.
 *
 * @param budget what the batches may be like
 * @param length the tokens of a row
 * @param network gives the logits of rows
 */
public record Batches<T>(BatchBudget budget, ToIntFunction<T> length, Function<List<T>, float[][]> network) {
    /** The logits of each row, in the order of the rows. */
    public float[][] logits(List<T> rows) {
        int[] shortestFirst = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> length.applyAsInt(rows.get(row))))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] lengths = Arrays.stream(shortestFirst)
                .map(row -> length.applyAsInt(rows.get(row)))
                .toArray();
        float[][] results = new float[rows.size()][];
        int[] ends = ends(lengths);
        for (int start = 0; start < lengths.length; start = ends[start]) {
            int[] batch = Arrays.copyOfRange(shortestFirst, start, ends[start]);
            float[][] logits =
                    network.apply(Arrays.stream(batch).mapToObj(rows::get).toList());
            for (int i = 0; i < logits.length; i++) {
                results[batch[i]] = logits[i];
            }
        }
        return results;
    }

    /**
     * Where the batch that begins at a row ends, for the cheapest way to run that row and all longer ones; found from the
     * longest row backwards, each time from what is known of those after it.
     */
    private int[] ends(int[] lengths) {
        long[] costs = new long[lengths.length + 1];
        int[] ends = new int[lengths.length];
        for (int start = lengths.length - 1; start >= 0; start--) {
            costs[start] = Long.MAX_VALUE;
            for (int end = start + 1; end <= lengths.length; end++) {
                long padded = (long) (end - start) * lengths[end - 1];
                if (padded > budget.tokens() && end > start + 1) {
                    break;
                }
                long cost = padded + budget.call() + costs[end];
                if (cost <= costs[start]) {
                    costs[start] = cost;
                    ends[start] = end;
                }
            }
        }
        return ends;
    }
}
