package io.sentistream.trainer.evaluation;

import static io.sentistream.trainer.evaluation.BinaryAnswers.answer;
import static io.sentistream.trainer.evaluation.BinaryAnswers.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void answersAreSortedByTheirScoreAndTheErrorIsTheMeanGap() {
        Reliability reliability = Reliability.of(
                List.of(answer(0.95), answer(0.03), answer(0.99), answer(0.7), answer(0.62)),
                List.of(row(1), row(0), row(0), row(1), row(0)));

        assertThat(reliability.bins()).extracting(Reliability.Bin::rows).containsExactly(2, 3);
        assertThat(reliability.bins()).extracting(Reliability.Bin::low).containsExactly(0.6, 0.9);
        assertThat(reliability.bins()).extracting(Reliability.Bin::accuracy).containsExactly(0.5, 2 / 3.0);
        assertThat(reliability.bins().get(1).score()).isCloseTo((0.95 + 0.97 + 0.99) / 3, within(1e-12));
        assertThat(reliability.expectedError()).isCloseTo((2 * (0.66 - 0.5) + 3 * (0.97 - 2 / 3.0)) / 5, within(1e-12));
        assertThat(reliability.toString())
                .contains("score 0.6 to 0.7: 2 rows, mean score 0.660, accuracy 0.500")
                .endsWith("expected calibration error 0.2460");
    }

    @Test
    void scoresThatAreTrueHaveNoError() {
        assertThat(Reliability.of(
                                List.of(answer(0.75), answer(0.75), answer(0.25), answer(0.75)),
                                List.of(row(1), row(1), row(0), row(0)))
                        .expectedError())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void withoutAnswersThereIsNoError() {
        assertThat(Reliability.of(List.of(), List.of()).expectedError()).isZero();
    }
}
