package io.sentistream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.training.Teaching;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectedAnswersTest {
    @Test
    void aRightAnswerIsToBeGivenAgainAsItWas() {
        assertThat(scores(taught(List.of(0.1, 0.2, 0.7), 2)))
                .containsExactly(new double[] {0.1, 0.2, 0.7}, within(1e-6));
    }

    @Test
    void aWrongAnswerIsToBeGivenAsSurelyButOfTheRowsLabel() {
        assertThat(scores(taught(List.of(0.1, 0.2, 0.7), 0)))
                .containsExactly(new double[] {0.7, 0.2, 0.1}, within(1e-6));
    }

    @Test
    void aScoreOfZeroStaysANumber() {
        Teaching teaching = taught(List.of(0.0, 0.0, 1.0), 0);

        assertThat(scores(teaching)).containsExactly(new double[] {1, 0, 0}, within(1e-6));
        for (float logit : teaching.logits().get(0)) {
            assertThat(logit).isFinite();
        }
        assertThat(teaching.weight()).isEqualTo(0.25);
    }

    private static Teaching taught(List<Double> scores, int label) {
        return CorrectedAnswers.of(
                List.of(new Classification("good", scores.get(2), scores, false, 1)),
                List.of(new Example("a text", label, "feedback")),
                0.25);
    }

    private static double[] scores(Teaching teaching) {
        float[] logits = teaching.logits().get(0);
        double[] scores = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            scores[i] = Math.exp(logits[i]);
            sum += scores[i];
        }
        for (int i = 0; i < logits.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
