package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.SoftTargets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {
    private static final List<TokenizedRow> ROWS = rows(4005);

    /** Rows whose label is their number, so that they can be told apart. */
    private static List<TokenizedRow> rows(int count) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new TokenizedRow(new Sequence(new int[3 + random.nextInt(60)]), new int[] {i}, new float[] {i}))
                .toList();
    }

    private static List<Integer> labels(List<LabelledBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.labels().stream())
                .map(labels -> labels[0])
                .toList();
    }

    private static LengthBuckets buckets(long seed) {
        return new LengthBuckets(ROWS, 32, seed, Optional.empty());
    }

    @Test
    void everyRowIsInOneBatchOfEachEpoch() {
        LengthBuckets buckets = buckets(7);

        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(buckets.epoch(epoch)).hasSize(buckets.batches()).hasSize(126);
            assertThat(labels(buckets.epoch(epoch)))
                    .hasSize(4005)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 4005).boxed().toList());
        }
    }

    @Test
    void theSeedAndTheEpochDecideTheOrder() {
        List<Integer> order = labels(buckets(7).epoch(0));

        assertThat(labels(buckets(7).epoch(0))).isEqualTo(order);
        assertThat(labels(buckets(7).epoch(1))).isNotEqualTo(order);
        assertThat(labels(buckets(8).epoch(0))).isNotEqualTo(order);
    }

    @Test
    void littleIsPadded() {
        long padded = 0;
        long tokens = 0;
        for (LabelledBatch batch : buckets(7).epoch(0)) {
            int longest = batch.rows().stream().mapToInt(Sequence::length).max().orElseThrow();
            padded += (long) longest * batch.rows().size();
            tokens += batch.rows().stream().mapToInt(Sequence::length).sum();
        }

        assertThat((double) tokens / padded).isGreaterThan(0.95);
    }

    @Test
    void batchesDoNotComeSortedByLength() {
        List<Integer> lengths = buckets(7).epoch(0).stream()
                .map(batch -> batch.rows().get(0).length())
                .toList();

        assertThat(lengths).isNotEqualTo(lengths.stream().sorted().toList());
    }

    @Test
    void whatTheTeacherSaysOfARowStaysWithIt() {
        Teaching teaching = new Teaching(0.5, 2, List.of(), List.of());

        assertThat(new LengthBuckets(ROWS, 32, 7, Optional.of(teaching)).epoch(0))
                .allSatisfy(batch -> {
                    SoftTargets targets = batch.teacher().orElseThrow();
                    assertThat(targets.temperature()).isEqualTo(2);
                    assertThat(targets.logits())
                            .extracting(logits -> (int) logits[0])
                            .containsExactlyElementsOf(labels(List.of(batch)));
                });
        assertThat(buckets(7).epoch(0))
                .allSatisfy(batch -> assertThat(batch.teacher()).isEmpty());
    }
}
