package io.sentistream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByLengthTest {
    @Test
    void textsAreSortedByTheirWordsAndPartsWithoutTextsAreLeftOut() {
        Classification positive = new Classification("positive", 0.9, List.of(0.1, 0.9), false, 1);

        ByLength byLength = ByLength.of(
                List.of(positive, positive, positive, positive),
                List.of(words(3, 1), words(9, 0), words(10, 1), words(500, 0)));

        assertThat(byLength.byWords()).containsOnlyKeys(1, 10, 120);
        assertThat(byLength.byWords().get(1).accuracy()).isEqualTo(0.5);
        assertThat(byLength.byWords().get(10).correct()).isEqualTo(1);
        assertThat(byLength.toString())
                .startsWith("from 1 words: accuracy 0.5000 (1 of 2")
                .contains("from 120 words: accuracy 0.0000 (0 of 1");
    }

    private static Example words(int count, int label) {
        return new Example("word ".repeat(count), label, "test");
    }
}
