package io.sentistream.trainer.probation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.gate.Paired;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final ProbationConfig CONFIG = new ProbationConfig(Duration.ofDays(1), 0.02, 0.005, 50, 5, 0.25);

    private final List<Vote> votes = new ArrayList<>();

    private void vote(String annotator, String text, boolean before, boolean now) {
        votes.add(new Vote(
                annotator + " " + text,
                new NormalisedText(text),
                annotator,
                Instant.ofEpochSecond(votes.size()),
                before,
                now));
    }

    /** So many labels of texts of their own. */
    private void votes(String annotator, int count, boolean before, boolean now) {
        for (int i = 0; i < count; i++) {
            vote(annotator, "text " + votes.size(), before, now);
        }
    }

    private Standing standing() {
        return Standing.of(votes, CONFIG);
    }

    @Test
    void aLossThatFiveAnnotatorsShowRollsBack() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve")) {
            votes(annotator, 10, true, true);
            votes(annotator, 10, true, false);
        }

        assertThat(standing().showsLoss()).isTrue();
        assertThat(standing().told())
                .contains("100 new labels of 5 annotators, of which 100 count")
                .contains("0 gained, 50 lost")
                .contains("without the 2 annotators");
    }

    @Test
    void aLossOfFewerLabelsOrFewerAnnotatorsThanAreAskedForRollsNothingBack() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan")) {
            votes(annotator, 110, true, false);
        }
        assertThat(standing().showsLoss()).isFalse();
        assertThat(standing().told()).contains("once there are 50 labels of 5 annotators");

        votes("eve", 9, true, false);
        assertThat(standing().counted()).isEqualTo(45);
        assertThat(standing().showsLoss()).isFalse();

        votes("eve", 1, true, false);
        assertThat(standing().counted()).isEqualTo(50);
        assertThat(standing().evidence()).isGreaterThan(200);
        assertThat(standing().showsLoss()).isTrue();
    }

    @Test
    void nobodyCountsForMoreThanAFifth() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            votes(annotator, 20, true, true);
        }
        votes("mad", 3, true, true);
        votes("mad", 997, true, false);

        assertThat(standing().counted()).isEqualTo(6 * 20 + 30);
        assertThat(standing().evidence()).isLessThan(1);
    }

    @Test
    void whoContradictsWhatBothModelsSayAsOftenAsConfirmingItIsLeftOut() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve")) {
            votes(annotator, 20, true, true);
        }
        for (int hostile = 0; hostile < 50; hostile++) {
            votes("wrong-" + hostile, 18, false, false);
            votes("wrong-" + hostile, 2, true, false);
        }

        assertThat(standing().annotators()).isEqualTo(5);
        assertThat(standing().unfair()).isEqualTo(50);
        assertThat(standing().compared()).isEqualTo(new Paired(100, 0, 0, 0));
        assertThat(standing().told()).contains("50 annotators are left out");
    }

    @Test
    void whereTheTwoAgreeOnNothingNobodyIsLeftOutAndALossIsFound() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve")) {
            votes(annotator, 9, true, false);
            votes(annotator, 1, false, true);
        }

        assertThat(standing().showsLoss()).isTrue();
    }

    @Test
    void aTextCountsOnceForTheFirstFairAnnotatorToLabelIt() {
        votes("troll", 5, false, false);
        vote("troll", "The lid broke.", true, false);
        vote("ada", "the lid  broke.", false, true);
        vote("bob", "The lid broke.", true, false);

        assertThat(standing().compared()).isEqualTo(new Paired(0, 1, 0, 0));
        assertThat(standing().annotators()).isEqualTo(1);
    }

    @Test
    void theOrderInWhichLabelsAreReadDoesNotMatter() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            vote("annotator " + random.nextInt(9), "text " + random.nextInt(200), random.nextInt(9) > 0, i % 3 > 0);
        }
        Standing once = standing();
        Collections.shuffle(votes, random);

        assertThat(standing()).isEqualTo(once);
    }
}
