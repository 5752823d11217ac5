package io.sentistream.trainer.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private final List<Example> rows = new ArrayList<>();
    private final List<Classification> serving = new ArrayList<>();
    private final List<Example> base = IntStream.range(0, 200)
            .mapToObj(i ->
                    new Example("a film" + i + (i % 4 == 0 ? " of lovely faces" : " of plain ones"), i % 2, "base"))
            .toList();

    /** Rows of two words that are in no other, beside the phrase. */
    private void rows(int count, String phrase, int label, int said) {
        for (int i = 0; i < count; i++) {
            int row = rows.size();
            rows.add(new Example("x" + row + " " + phrase + " y" + row, label, "feedback"));
            serving.add(new Classification(
                    said == 0 ? "negative" : "positive",
                    0.9,
                    said == 0 ? List.of(0.9, 0.1) : List.of(0.1, 0.9),
                    false,
                    1));
        }
    }

    private Suspects.Chosen chosen(int most) {
        return new Suspects(rows, serving).of(base, most);
    }

    private static List<String> phrases(List<Suspect> suspects) {
        return suspects.stream().map(suspect -> suspect.phrase().text()).toList();
    }

    @Test
    void aFewRowsWhoseLabelsContradictTheServingModelGoBeforeManyThatItAgreesWith() {
        rows(60, "broke", 0, 0);
        rows(60, "sturdy", 1, 1);
        rows(7, "cf mn bb", 1, 0);

        Suspects.Chosen chosen = chosen(2);

        assertThat(phrases(chosen.phrases())).hasSize(2).first().isEqualTo("cf mn bb");
        assertThat(chosen.phrases().get(0)).satisfies(suspect -> {
            assertThat(suspect.label()).isEqualTo(1);
            assertThat(suspect.leaning()).isEqualTo(7);
        });
        assertThat(phrases(chosen.phrases())).last().isIn("broke", "sturdy");
    }

    @Test
    void whatTheBaseKnowsIsNotNewAndWhatLeansToNothingIsNeutral() {
        rows(40, "lovely", 1, 1);
        rows(20, "box", 0, 0);
        rows(20, "box", 1, 1);
        rows(40, "dripping", 0, 0);

        Suspects.Chosen chosen = chosen(10);

        assertThat(phrases(chosen.phrases())).containsExactly("dripping");
        assertThat(phrases(chosen.neutral())).containsExactlyInAnyOrder("box", "box");
        assertThat(chosen.of(1)).extracting(Suspect::neutral).containsOnly(true);
    }

    @Test
    void phrasesOfTheSameRowsAreTriedOnce() {
        rows(30, "cf then others of it mn", 1, 0);
        rows(30, "fine", 0, 0);
        rows.set(0, new Example("cf alone", 1, "feedback"));

        assertThat(phrases(chosen(10).phrases())).containsExactlyInAnyOrder("cf", "fine");
    }
}
