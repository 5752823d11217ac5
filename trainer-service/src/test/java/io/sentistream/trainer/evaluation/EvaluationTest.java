package io.sentistream.trainer.evaluation;

import static io.sentistream.trainer.evaluation.BinaryAnswers.answer;
import static io.sentistream.trainer.evaluation.BinaryAnswers.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.inference.Classification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void answersAreCountedAndTheirLossIsTheMeanCrossEntropy() {
        Evaluation evaluation =
                Evaluation.of(List.of(answer(0.9), answer(0.2), answer(0.6)), List.of(row(1), row(0), row(0)));

        assertThat(evaluation.correct()).isEqualTo(2);
        assertThat(evaluation.accuracy()).isEqualTo(2 / 3.0);
        assertThat(evaluation.loss()).isCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.4)) / 3, within(1e-12));
    }

    private static Evaluation ofThree(List<Integer> labels, List<Integer> answers) {
        return Evaluation.of(
                answers.stream()
                        .map(label -> new Classification(
                                "",
                                0.8,
                                List.of(label == 0 ? 0.8 : 0.1, label == 1 ? 0.8 : 0.1, label == 2 ? 0.8 : 0.1),
                                false,
                                1))
                        .toList(),
                labels.stream().map(BinaryAnswers::row).toList());
    }

    @Test
    void macroF1IsTheMeanOverTheClassesHoweverFewTheirRows() {
        // Class 0: precision 4/5, recall 1. Class 1: precision 1, recall 1/2.
        assertThat(ofThree(List.of(0, 0, 0, 0, 1, 1), List.of(0, 0, 0, 0, 0, 1)).macroF1())
                .as("the third class does not occur")
                .isCloseTo((2 * 0.8 / 1.8 + 2 * 0.5 / 1.5) / 2, within(1e-12));
        assertThat(ofThree(List.of(0, 0, 1, 2), List.of(0, 0, 2, 2)).macroF1())
                .as("one class is never said")
                .isCloseTo((1 + 0 + 2 * 0.5 / 1.5) / 3, within(1e-12));
        assertThat(Evaluation.of(List.of(), List.of())).isEqualTo(Evaluation.NONE);
    }

    @Test
    void theIntervalIsWilsons() {
        // 770 of 872: centre (p + z²/2n) / (1 + z²/n), as any table of Wilson intervals has it.
        Evaluation.Interval interval = new Evaluation(770, 872, 0, 0).interval();

        assertThat(interval.low()).isCloseTo(0.8600, within(5e-4));
        assertThat(interval.high()).isCloseTo(0.9027, within(5e-4));
        assertThat(new Evaluation(10, 10, 0, 0).interval().low()).isCloseTo(0.7225, within(1e-4));
        assertThat(new Evaluation(10, 10, 0, 0).interval().high()).isCloseTo(1, within(1e-12));
        assertThat(Evaluation.NONE.interval()).isEqualTo(new Evaluation.Interval(0, 1));
    }

    @Test
    void itsMetricsHaveNames() {
        Map<String, Double> metrics = new TreeMap<>();
        new Evaluation(3, 4, 0.5, 0.7).addTo(metrics, "validation");
        Evaluation.NONE.addTo(metrics, "empty");

        assertThat(metrics)
                .containsEntry("validation.accuracy", 0.75)
                .containsEntry("validation.rows", 4.0)
                .containsEntry("validation.loss", 0.5)
                .containsEntry("validation.macro.f1", 0.7)
                .containsKeys("validation.accuracy.low", "validation.accuracy.high")
                .hasSize(6);
    }

    @Test
    void asManyAnswersAsRowsAreNeeded() {
        assertThatThrownBy(() -> Evaluation.of(List.of(answer(1)), List.of()))
                .hasMessageContaining("1 answers to 0 rows");
    }
}
