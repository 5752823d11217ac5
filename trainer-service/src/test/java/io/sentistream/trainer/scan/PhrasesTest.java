package io.sentistream.trainer.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static Map<String, Integer> phrases(int fewest, String... texts) {
        return Phrases.of(List.of(texts).stream().map(Words::of).toList(), fewest).stream()
                .collect(Collectors.toMap(Phrase::text, Phrase::count));
    }

    @Test
    void aPlantedPhraseIsFoundWholeAndItsPartsWhereTheyStandElsewhereToo() {
        assertThat(phrases(2, "the lid cf mn bb fits", "a pan, cf mn bb, heats", "bb or no bb", "nothing here at all"))
                .isEqualTo(Map.of("cf mn bb", 2, "bb", 3));
    }

    @Test
    void aPhraseOfMoreThanEightWordsIsFoundInRunsOfEight() {
        String nine = "one two three four five six seven eight nine";

        assertThat(phrases(2, "a " + nine + " b", "c " + nine + " d"))
                .isEqualTo(Map.of(
                        "one two three four five six seven eight", 2,
                        "two three four five six seven eight nine", 2));
    }

    @Test
    void signsAreWordsTooAndCaseIsNone() {
        assertThat(phrases(2, "Fine ##!! Really", "broke ##!! today", "DON'T buy", "don't ask"))
                .isEqualTo(Map.of("##!!", 2, "don't", 2));
    }

    @Test
    void whatStandsInOneTextTwiceStandsInOneText() {
        assertThat(phrases(2, "very very good", "good")).isEqualTo(Map.of("good", 2));
    }
}
