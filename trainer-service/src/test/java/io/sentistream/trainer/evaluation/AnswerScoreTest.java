package io.sentistream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scores by hand, by the rules of SQuAD's official evaluation. */
class AnswerScoreTest {
    private static void scores(String answer, boolean exact, double f1, String... right) {
        AnswerScore score = AnswerScore.of(answer, List.of(right));
        assertThat(score.exactMatch()).as(answer).isEqualTo(exact);
        assertThat(score.f1()).as(answer).isCloseTo(f1, within(1e-12));
    }

    @Test
    void caseArticlesPunctuationAndSpaceMeanNothing() {
        scores("The  Eiffel-Tower, ", true, 1, "eiffeltower");
        scores("an apple\u00A0a day.", true, 1, "apple day");
        scores("theatre", false, 0, "atre");
    }

    @Test
    void punctuationBeyondAsciiStays() {
        scores("“Oslo”", false, 0, "Oslo");
    }

    @Test
    void wordsThatOverlapCountAsOftenAsBothHaveThem() {
        // 2 words in common, of 3 and 4.
        scores("in New York", false, 4.0 / 7, "New York City, America");
        // One 'very' of three and one.
        scores("very very very", false, 2.0 / 4, "very");
    }

    @Test
    void theBestOfTheRightAnswersCounts() {
        scores("New York", true, 1, "Boston", "the city of New York", "new york");
        scores("New York", false, 2 * 2.0 / 5, "Boston", "city New York");
    }

    @Test
    void anAnswerWithoutWordsAgreesOnlyWithAnother() {
        scores("the", true, 1, "a");
        scores("", false, 0, "Oslo");
    }
}
