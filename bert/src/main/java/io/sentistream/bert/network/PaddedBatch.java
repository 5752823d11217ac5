package io.sentistream.bert.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.util.Arrays;
import java.util.List;

/** Rows of tokens, padded to the longest of them, on their way to a program, and its results back. */
public final class PaddedBatch {
    private PaddedBatch() {}

    /**
     * The arguments {@code ids} [rows, length], {@code types} [rows, length], or [1, 1] of 0 where no row has a second text,
     * and {@code lengths} [rows] of a program.
     *
     * @throws IllegalArgumentException if there are no rows, or one is empty, too long for the network, or has an id that
     *     is not in its vocabulary
     */
    public static NDList arguments(PtNDManager manager, List<Sequence> rows, ModelConfig config) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one row");
        }
        int length = rows.stream().mapToInt(Sequence::length).max().orElse(0);
        long[] ids = new long[Math.multiplyExact(rows.size(), length)];
        long[] types = new long[ids.length];
        long[] lengths = new long[rows.size()];
        boolean pairs = false;
        for (int row = 0; row < lengths.length; row++) {
            int[] tokens = rows.get(row).ids();
            check(row, tokens, config);
            lengths[row] = tokens.length;
            for (int i = 0; i < tokens.length; i++) {
                ids[row * length + i] = tokens[i];
            }
            for (int i = rows.get(row).second(); i < tokens.length; i++) {
                types[row * length + i] = 1;
                pairs = true;
            }
        }
        NDArray padded = manager.create(ids, new Shape(lengths.length, length));
        NDArray segments = pairs
                ? manager.create(types, new Shape(lengths.length, length))
                : manager.create(new long[1], new Shape(1, 1));
        return new NDList(padded, segments, manager.create(lengths));
    }

    /** A result's elements by its first dimension. */
    public static float[][] rows(NDArray result) {
        float[] all = result.toFloatArray();
        float[][] rows = new float[Math.toIntExact(result.getShape().get(0))][];
        int width = all.length / rows.length;
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
        }
        return rows;
    }

    private static void check(int row, int[] tokens, ModelConfig config) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("row " + row + " has no tokens; the shortest text is [CLS] [SEP]");
        }
        if (tokens.length > config.positions()) {
            throw new IllegalArgumentException("row " + row + " has " + tokens.length
                    + " tokens, but the network reads " + config.positions() + " at most; cut it in windows");
        }
        for (int token : tokens) {
            if (token < 0 || token >= config.vocabularySize()) {
                throw new IllegalArgumentException("row " + row + " has the token id " + token
                        + ", but the network's vocabulary ends at " + (config.vocabularySize() - 1)
                        + "; tokenizer and weights are of different models");
            }
        }
    }
}
