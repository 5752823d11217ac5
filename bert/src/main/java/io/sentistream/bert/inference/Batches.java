package io.sentistream.bert.inference;

import io.sentistream.bert.network.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Runs rows through a network in batches of similar length.
 *
 * @param tokens the budget of a batch: rows times the longest row; a longer row runs alone
 * @param length the tokens of a row
 * @param network gives the logits of rows
 */
public record Batches<T>(int tokens, ToIntFunction<T> length, Function<List<T>, float[][]> network) {
    /** Batches of sequences. */
    public static Batches<Sequence> ofSequences(int tokens, Function<List<Sequence>, float[][]> network) {
        return new Batches<>(tokens, Sequence::length, network);
    }

    /** The logits of each row, in the order of the rows. */
    public float[][] logits(List<T> rows) {
        List<Integer> shortestFirst = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> length.applyAsInt(rows.get(row))))
                .toList();
        float[][] results = new float[rows.size()][];
        List<Integer> batch = new ArrayList<>();
        for (int row : shortestFirst) {
            if (!batch.isEmpty() && (batch.size() + 1L) * length.applyAsInt(rows.get(row)) > tokens) {
                run(batch, rows, results);
                batch.clear();
            }
            batch.add(row);
        }
        if (!batch.isEmpty()) {
            run(batch, rows, results);
        }
        return results;
    }

    private void run(List<Integer> batch, List<T> rows, float[][] results) {
        float[][] logits = network.apply(batch.stream().map(rows::get).toList());
        for (int i = 0; i < logits.length; i++) {
            results[batch.get(i)] = logits[i];
        }
    }
}
