package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.evaluation.Evaluation;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(new GateConfig(0.02, 0, 10, 1500));

    private static Comparison compared(int serving, int candidate, int rows) {
        return new Comparison(new Evaluation(serving, rows, 0), new Evaluation(candidate, rows, 0));
    }

    @Test
    void aGainOnFeedbackAtASmallLossOnTheBasePasses() {
        Judgement judgement = gate.judge(compared(890, 880, 1000), compared(85, 91, 100));

        assertThat(judgement.passed()).isTrue();
        assertThat(judgement.reason())
                .isEqualTo("withheld feedback 0.850 to 0.910 (+0.060 of 100);"
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
