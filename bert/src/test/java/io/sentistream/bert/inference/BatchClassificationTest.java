package io.sentistream.bert.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.tokenizer.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchClassificationTest {
    private static final List<String> LABELS = List.of("negative", "positive");

    private static final int CALL = 6;

    private final List<List<int[]>> batches = new ArrayList<>();

    /** Logits that tell the rows apart: a row's first id, and 0. */
    private float[][] firstIds(List<int[]> rows) {
        batches.add(rows);
        return rows.stream().map(row -> new float[] {row[0], 0}).toArray(float[][]::new);
    }

    private List<Classification> classify(int batchTokens, EncodedText... texts) {
        return new BatchClassification(LABELS, new BatchBudget(batchTokens, CALL), this::firstIds)
                .classify(List.of(texts));
    }

    private static EncodedText text(int id, int... lengths) {
        List<int[]> windows = Arrays.stream(lengths)
                .mapToObj(length -> {
                    int[] window = new int[length];
                    Arrays.fill(window, id);
                    return window;
                })
                .toList();
        return new EncodedText(windows, lengths.length > 2);
    }

    @Test
    void batchesHoldRowsOfSimilarLengthUnderTheBudgetPaddingIncluded() {
        classify(20, text(1, 9), text(2, 3), text(3, 4), text(4, 10), text(5, 4), text(6, 5));

        assertThat(batches)
                .extracting(batch -> batch.stream().map(row -> row.length).toList())
                .containsExactly(List.of(3, 4, 4, 5), List.of(9, 10));
    }

    @Test
    void rowsAreSplitWhereThatSavesMorePaddingThanACallCosts() {
        classify(100, text(1, 10), text(2, 10), text(3, 2), text(4, 3), text(5, 12));

        assertThat(batches)
                .extracting(batch -> batch.stream().map(row -> row.length).toList())
                .containsExactly(List.of(2, 3), List.of(10, 10, 12));
    }

    @Test
    void aWindowLongerThanTheBudgetRunsAlone() {
        classify(4, text(1, 9), text(2, 3), text(3, 30));

        assertThat(batches)
                .extracting(batch -> batch.stream().map(row -> row.length).toList())
                .containsExactly(List.of(3), List.of(9), List.of(30));
    }

    @Test
    void resultsAreInTheOrderOfTheTexts() {
        List<Classification> results = classify(16, text(-3, 9), text(4, 3), text(-5, 8), text(6, 2));

        assertThat(results)
                .extracting(Classification::label)
                .containsExactly("positive", "negative", "positive", "negative");
    }

    @Test
    void theLogitsOfATextsWindowsAreAveragedAndTheirSoftmaxTaken() {
        EncodedText mixed = new EncodedText(List.of(new int[] {1, 7}, new int[] {3, 7, 7}, new int[] {-1}), true);

        Classification result = classify(4, text(9, 3), mixed).get(1);

        double expected = Math.E / (Math.E + 1); // the mean of 1, 3 and -1 is 1, against 0
        assertThat(result.label()).isEqualTo("negative");
        assertThat(result.score()).isCloseTo(expected, Offset.offset(1e-12));
        assertThat(result.scores().get(1)).isCloseTo(1 - expected, Offset.offset(1e-12));
        assertThat(result.windows()).isEqualTo(3);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void logitsFarApartGiveProbabilitiesAllTheSame() {
        assertThat(classify(9, text(5000, 2)).get(0).scores()).containsExactly(1.0, 0.0);
    }

    @Test
    void noTextsGiveNoResults() {
        assertThat(classify(9)).isEmpty();
        assertThat(batches).isEmpty();
    }

    @Test
    void aResultThatIsNotFiniteIsAnError() {
        BatchClassification broken = new BatchClassification(LABELS, new BatchBudget(9, CALL), rows ->
                new float[][] {{1, Float.POSITIVE_INFINITY}});
        assertThatThrownBy(() -> broken.classify(List.of(text(1, 2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not finite")
                .hasMessageContaining("positive");
    }
}
