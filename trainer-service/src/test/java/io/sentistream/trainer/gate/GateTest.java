package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(new GateConfig(0.02, 0, 10, 1500));

    private static Comparison compared(int serving, int candidate, int rows) {
        double gain = (double) (candidate - serving) / Math.max(1, rows);
        return new Comparison(
                new Evaluation(serving, rows, 0, 0), new Evaluation(candidate, rows, 0, 0), Map.of(0, gain, 1, gain));
    }

    @Test
    void aGainOnFeedbackAtASmallLossOnTheBasePasses() {
        Judgement judgement = gate.judge(compared(890, 880, 1000), compared(85, 91, 100));

        assertThat(judgement.passed()).isTrue();
        assertThat(judgement.reason())
                .isEqualTo("withheld feedback 0.850 to 0.910 (+0.060 of 100), +0.060 as the mean of its labels;"
                        + " withheld base rows 0.890 to 0.880 (-0.010 of 1000)");
    }

    @Test
    void theLargestLossThatIsAllowedPassesAndOneRowMoreDoesNot() {
        assertThat(gate.judge(compared(890, 870, 1000), compared(85, 91, 100)).passed())
                .isTrue();

        Judgement worse = gate.judge(compared(890, 869, 1000), compared(85, 91, 100));
        assertThat(worse.passed()).isFalse();
        assertThat(worse.reason()).contains("no more than -0.020 is allowed");
    }

    @Test
    void aLossOnFeedbackIsRefusedAndNoGainIsEnoughByDefault() {
        assertThat(gate.judge(compared(890, 890, 1000), compared(85, 85, 100)).passed())
                .isTrue();
        assertThat(gate.judge(compared(890, 890, 1000), compared(85, 84, 100)))
                .satisfies(judgement -> assertThat(judgement.passed()).isFalse())
                .satisfies(judgement -> assertThat(judgement.reason()).contains("+0.000 is asked for"));
    }

    @Test
    void aRareLabelThatIsForgottenIsNotMadeUpForByACommonOne() {
        // 95 negative rows, of which 5 more are right, and 5 positive ones, of which 3 fewer are.
        Comparison feedback = new Comparison(
                new Evaluation(90, 100, 0, 0), new Evaluation(92, 100, 0, 0), Map.of(0, 5 / 95.0, 1, -3 / 5.0));

        Judgement judgement = gate.judge(compared(890, 890, 1000), feedback);

        assertThat(judgement.passed()).isFalse();
        assertThat(judgement.reason()).contains("+0.020 of 100").contains("-0.274 as the mean of its labels");
    }

    @Test
    void feedbackOfOneLabelAloneDoesNotPass() {
        Comparison feedback =
                new Comparison(new Evaluation(90, 100, 0, 0), new Evaluation(100, 100, 0, 0), Map.of(0, 0.1));

        Judgement judgement = gate.judge(compared(890, 885, 1000), feedback);

        assertThat(judgement.passed()).isFalse();
        assertThat(judgement.reason()).contains("one label").contains("give feedback with other labels too");
    }

    @Test
    void answersAreComparedLabelByLabel() {
        List<Example> rows = List.of(new Example("a", 0, "x"), new Example("b", 0, "x"), new Example("c", 1, "x"));
        Classification negative = new Classification("negative", 0.9, List.of(0.9, 0.1), false, 1);
        Classification positive = new Classification("positive", 0.9, List.of(0.1, 0.9), false, 1);

        Comparison comparison =
                Comparison.of(List.of(negative, positive, positive), List.of(negative, negative, negative), rows);

        assertThat(comparison.gains()).isEqualTo(Map.of(0, 0.5, 1, -1.0));
        assertThat(comparison.gain()).isZero();
        assertThat(comparison.balancedGain()).isEqualTo(-0.25);
    }

    @Test
    void tooFewFeedbackRowsDoNotCount() {
        assertThat(gate.judge(compared(890, 890, 1000), compared(9, 0, 9)))
                .satisfies(judgement -> assertThat(judgement.passed()).isTrue())
                .satisfies(judgement -> assertThat(judgement.reason()).contains("only 9 withheld feedback rows"));
        assertThat(gate.judge(compared(890, 890, 1000), compared(10, 9, 10)).passed())
                .isFalse();
    }

    @Test
    void withNothingToJudgeOnNothingPasses() {
        Judgement judgement = gate.judge(compared(0, 0, 0), compared(5, 9, 9));

        assertThat(judgement.passed()).isFalse();
        assertThat(judgement.reason())
                .contains("no withheld base rows")
                .contains("9")
                .contains("10 needed");
    }
}
