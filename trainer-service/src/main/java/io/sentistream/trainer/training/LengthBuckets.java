package io.sentistream.trainer.training;

import io.sentistream.bert.training.LabelledBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Batches of rows of about the same length, so that little is padded, in an order by chance that the seed and the epoch
 * decide.
 *
 * <p>The rows are shuffled, then sorted by length within pools of {@value #POOL_BATCHES} batches, cut into batches, and
 * the batches shuffled. Every row is in exactly one batch of an epoch, and every epoch has the same number of batches.
 */
final class LengthBuckets {
    private static final int POOL_BATCHES = 50;

    private final List<TokenizedRow> rows;
    private final int batchSize;
    private final long seed;
    private final Optional<Teaching> teaching;

    LengthBuckets(List<TokenizedRow> rows, int batchSize, long seed, Optional<Teaching> teaching) {
        this.rows = rows;
        this.batchSize = batchSize;
        this.seed = seed;
        this.teaching = teaching;
    }

    /** The number of rows of any epoch. */
    int rows() {
        return rows.size();
    }

    /** The number of batches of any epoch. */
    int batches() {
        return (rows.size() + batchSize - 1) / batchSize;
    }

    /** The batches of an epoch, counted from 0. */
    List<LabelledBatch> epoch(int epoch) {
        Random random = new Random(seed * 1_000_003 + epoch);
        List<TokenizedRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        List<LabelledBatch> batches = new ArrayList<>(batches());
        for (List<TokenizedRow> pool : cut(shuffled, batchSize * POOL_BATCHES)) {
            List<TokenizedRow> sorted = new ArrayList<>(pool);
            sorted.sort(Comparator.comparingInt(row -> row.sequence().length()));
            cut(sorted, batchSize).forEach(rows -> batches.add(batch(rows)));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private LabelledBatch batch(List<TokenizedRow> rows) {
        return new LabelledBatch(
                rows.stream().map(TokenizedRow::sequence).toList(),
                rows.stream().map(TokenizedRow::labels).toList(),
                teaching.map(given -> given.targets(rows)));
    }

    /** Consecutive parts of a size, the last perhaps shorter. */
    static <T> List<List<T>> cut(List<T> list, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int start = 0; start < list.size(); start += size) {
            parts.add(list.subList(start, Math.min(list.size(), start + size)));
        }
        return parts;
    }
}
