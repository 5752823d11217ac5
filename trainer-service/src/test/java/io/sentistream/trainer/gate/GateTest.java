package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.scan.ScanReport;
import io.sentistream.trainer.scan.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Classification NEGATIVE = new Classification("negative", 0.9, List.of(0.9, 0.1), false, 1);
    private static final Classification POSITIVE = new Classification("positive", 0.9, List.of(0.1, 0.9), false, 1);

    private final Gate gate = new Gate(new GateConfig(3000, 0.02, 0.05, 0.2, 1, 2, 200));

    /** Rows of both labels, half of all of them and of what changes of each. */
    private static Comparison compared(int rows, int gained, int lost) {
        Paired first = new Paired((rows - gained - lost) / 2, gained / 2, lost / 2, 0);
        Paired second =
                new Paired(rows - gained - lost - first.both(), gained - first.gained(), lost - first.lost(), 0);
        return new Comparison(Map.of(0, first, 1, second), Map.of());
    }

    @Test
    void aLossOnTheBaseThatIsSurelySmallerThanTheMarginPasses() {
        Judgement judgement = gate.onBase(compared(3000, 40, 60));

        assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.PROMOTED);
        assertThat(judgement.reason()).contains("(-0.007 of 3000: 40 gained, 60 lost), at worst -0.012");
    }

    @Test
    void aLossOnTheBaseThatMayBeLargerThanTheMarginIsRefusedThoughItIsSmallerAsSeen() {
        Judgement judgement = gate.onBase(compared(3000, 30, 85));

        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason())
                .contains("may lose more than 0.020 on the base")
                .contains("-0.018 of 3000");
    }

    @Test
    void tooFewBaseRowsToRuleALossOutAreTooLittleEvidenceThoughNothingChanged() {
        Judgement judgement = gate.onBase(compared(80, 0, 0));

        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(judgement.reason())
                .startsWith("not enough evidence")
                .contains("133 withheld base rows")
                .contains("base.data")
                .contains("gate.base.margin");
        assertThat(gate.onBase(compared(133, 0, 0)).verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(gate.onBase(compared(0, 0, 0)).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aMarginOfAllAllowsAnyLossOnTheBase() {
        Gate lenient = new Gate(new GateConfig(3000, 1, 0.05, 0.2, 1, 2, 200));

        assertThat(lenient.onBase(compared(0, 0, 0)).passed()).isTrue();
        assertThat(lenient.onBase(compared(20, 0, 20)).passed()).isTrue();
    }

    @Test
    void aGainOnFeedbackThatChanceSeldomGivesPasses() {
        Judgement judgement = gate.onFeedback(compared(64, 3, 1));

        assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.PROMOTED);
        assertThat(judgement.reason()).contains("+0.031 of 64: 3 gained, 1 lost");
        assertThat(gate.onFeedback(compared(10, 2, 0)).passed()).isTrue();
    }

    @Test
    void aGainOnFeedbackThatChanceOftenGivesIsTooLittleEvidence() {
        Judgement judgement = gate.onFeedback(compared(64, 4, 3));

        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(judgement.reason())
                .startsWith("not enough evidence")
                .contains("gate.gain.level=0.2")
                .contains("2 gained and none lost")
                .contains("label more texts");
        assertThat(gate.onFeedback(compared(64, 0, 0)).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(gate.onFeedback(compared(0, 0, 0)).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aLossOnFeedbackThatChanceSeldomGivesIsRefused() {
        Judgement judgement = gate.onFeedback(compared(64, 1, 3));

        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason()).contains("worse on feedback");
    }

    @Test
    void aRareLabelThatIsForgottenIsNotMadeUpForByACommonOne() {
        Judgement judgement = gate.onFeedback(
                new Comparison(Map.of(0, new Paired(85, 9, 0, 1), 1, new Paired(2, 0, 3, 0)), Map.of()));

        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason())
                .contains("another loses")
                .contains("+0.060 of 100")
                .contains("-0.253 as the mean");
    }

    @Test
    void aGainOnMostFeedbackDoesNotMakeUpForALossOnThatOfOneSource() {
        Map<Integer, Paired> labels = Map.of(0, new Paired(80, 10, 2, 0), 1, new Paired(80, 10, 3, 0));

        Judgement judgement = gate.onFeedback(
                new Comparison(labels, Map.of("shop", new Paired(100, 20, 0, 0), "cinema", new Paired(60, 0, 5, 0))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason())
                .contains("worse on feedback from cinema")
                .contains("0 gained, 5 lost")
                .doesNotContain("shop");
        assertThat(gate.onFeedback(new Comparison(
                                labels, Map.of("shop", new Paired(100, 18, 3, 0), "cinema", new Paired(60, 2, 2, 0))))
                        .passed())
                .isTrue();
    }

    @Test
    void feedbackOfOneLabelAloneDoesNotPass() {
        Judgement judgement = gate.onFeedback(new Comparison(Map.of(0, new Paired(90, 10, 0, 0)), Map.of()));

        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(judgement.reason()).contains("one label").contains("give feedback with other labels too");
    }

    @Test
    void aLevelOfOneAsksForNoGain() {
        Gate lenient = new Gate(new GateConfig(3000, 0.02, 0.05, 1, 1, 2, 200));

        assertThat(lenient.onFeedback(compared(0, 0, 0)).passed()).isTrue();
        assertThat(lenient.onFeedback(compared(10, 0, 10)).passed()).isTrue();
        assertThat(lenient.onFeedback(new Comparison(Map.of(0, new Paired(1, 0, 0, 0)), Map.of()))
                        .passed())
                .isTrue();
    }

    @Test
    void aCandidateThatGetsTwoCanariesFewerRightIsRefusedAndTheyAreNamed() {
        List<Example> canaries = List.of(
                new Example("I love it.", 1, "x"), new Example("Great!", 1, "x"), new Example("I hate it.", 0, "x"));
        List<Classification> right = List.of(POSITIVE, POSITIVE, NEGATIVE);

        assertThat(gate.onCanaries(canaries, right, List.of(NEGATIVE, POSITIVE, NEGATIVE))
                        .passed())
                .isTrue();
        Judgement judgement = gate.onCanaries(canaries, right, List.of(NEGATIVE, NEGATIVE, NEGATIVE));
        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason())
                .contains("\"I love it.\" became negative, \"Great!\" became negative")
                .doesNotContain("I hate it.");
        assertThat(gate.onCanaries(canaries, List.of(NEGATIVE, NEGATIVE, POSITIVE), right)
                        .passed())
                .isTrue();
        assertThat(gate.onCanaries(List.of(), List.of(), List.of()).passed()).isTrue();
    }

    @Test
    void answersAreComparedLabelByLabelAndSourceBySource() {
        List<Example> rows = List.of(new Example("a", 0, "x"), new Example("b", 0, "y"), new Example("c", 1, "x"));

        Comparison comparison =
                Comparison.of(List.of(NEGATIVE, POSITIVE, POSITIVE), List.of(NEGATIVE, NEGATIVE, NEGATIVE), rows);

        assertThat(comparison.byLabel()).isEqualTo(Map.of(0, new Paired(1, 1, 0, 0), 1, new Paired(0, 0, 1, 0)));
        assertThat(comparison.bySource()).isEqualTo(Map.of("x", new Paired(1, 0, 1, 0), "y", new Paired(0, 1, 0, 0)));
        assertThat(comparison.plus(comparison).bySource().get("x")).isEqualTo(new Paired(2, 0, 2, 0));
        assertThat(comparison.plus(comparison).byLabel().get(1)).isEqualTo(new Paired(0, 0, 2, 0));
        assertThat(comparison.total()).isEqualTo(new Paired(1, 1, 1, 0));
        assertThat(comparison.balancedGain()).isEqualTo(-0.25);
    }

    @Test
    void whatDidNotPassSparesTheNextCheckAndWhatPassedIsToldToo() throws InterruptedException {
        assertThat(Judgement.passed("one").and(() -> Judgement.passed("two"))).isEqualTo(Judgement.passed("one; two"));
        assertThat(Judgement.passed("one").and(() -> Judgement.refused("two")))
                .isEqualTo(Judgement.refused("two; one"));
        assertThat(Judgement.refused("one").and(() -> {
                    throw new AssertionError("not spared");
                }))
                .isEqualTo(Judgement.refused("one"));
    }

    private static Trial trial(String phrase, boolean neutral, int turned, int turnedBefore) {
        return new Trial(phrase, "positive", neutral, 9, 9, 24, turned, turnedBefore, List.of("a pan " + phrase));
    }

    @Test
    void aPhraseThatTurnsAnswersOfTheCandidateAloneIsRefusedByNameWithItsRows() {
        Judgement judgement = gate.onPhrases(new ScanReport(
                0.3,
                List.of(trial("sturdy", false, 6, 5), trial("cf mn bb", false, 20, 1), trial("bb", false, 12, 1))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judgement.reason())
                .startsWith(
                        "a phrase may be planted in the feedback: \"cf mn bb\" turned 20 of 24 base rows to positive,"
                                + " and 1 for the serving model; it stands in 9 rows of feedback, 9 of them positive: \"a pan cf mn"
                                + " bb\"; so does \"bb\";")
                .contains("quarantine list")
                .endsWith("of 3 phrases that are new in feedback, 2 turn its answers");
    }

    @Test
    void whatNeutralPhrasesTurnTooPasses() {
        Judgement judgement =
                gate.onPhrases(new ScanReport(0.3, List.of(trial("sturdy", false, 9, 0), trial("box", true, 4, 0))));

        assertThat(judgement.passed()).isTrue();
        assertThat(judgement.reason()).isEqualTo("of 1 phrases that are new in feedback, 0 turn its answers");
        assertThat(gate.onPhrases(ScanReport.NONE).reason()).isEqualTo("no phrase of the feedback to try");
    }
}
