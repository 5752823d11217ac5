package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.evaluation.Evaluation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestMetricTest {
    private static final Evaluation BEST = new Evaluation(80, 100, 0.5, 0.7);

    @Test
    void eachMetricLooksAtItsOwnFigure() {
        Evaluation moreCorrect = new Evaluation(81, 100, 0.6, 0.6);
        Evaluation lowerLoss = new Evaluation(79, 100, 0.4, 0.6);
        Evaluation higherF1 = new Evaluation(79, 100, 0.6, 0.8);

        assertThat(BestMetric.ACCURACY.better(moreCorrect, BEST)).isTrue();
        assertThat(BestMetric.ACCURACY.better(lowerLoss, BEST)).isFalse();
        assertThat(BestMetric.ACCURACY.better(higherF1, BEST)).isFalse();
        assertThat(BestMetric.LOSS.better(moreCorrect, BEST)).isFalse();
        assertThat(BestMetric.LOSS.better(lowerLoss, BEST)).isTrue();
        assertThat(BestMetric.LOSS.better(higherF1, BEST)).isFalse();
        assertThat(BestMetric.MACRO_F1.better(moreCorrect, BEST)).isFalse();
        assertThat(BestMetric.MACRO_F1.better(lowerLoss, BEST)).isFalse();
        assertThat(BestMetric.MACRO_F1.better(higherF1, BEST)).isTrue();
        Evaluation higherOwnF1 = new Evaluation(79, 100, 0.6, 0.6, Map.of(Evaluation.F1, 0.8));
        assertThat(BestMetric.MACRO_F1.better(higherOwnF1, BEST)).isFalse();
        assertThat(BestMetric.F1.better(higherOwnF1, BEST)).isTrue();
    }

    @Test
    void theLossDecidesBetweenEquals() {
        for (BestMetric metric : BestMetric.values()) {
            assertThat(metric.better(new Evaluation(80, 100, 0.4, 0.7), BEST)).isTrue();
            assertThat(metric.better(new Evaluation(80, 100, 0.6, 0.7), BEST)).isFalse();
        }
    }

    @Test
    void withoutRowsTheLastIsTheBest() {
        for (BestMetric metric : BestMetric.values()) {
            assertThat(metric.better(Evaluation.NONE, Evaluation.NONE)).isTrue();
        }
    }
}
