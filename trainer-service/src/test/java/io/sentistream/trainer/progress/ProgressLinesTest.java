package io.sentistream.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final ProgressLines listener = new ProgressLines(lines::add);

    private static TrainingProgress progress(long step) {
        return new TrainingProgress(step, 1000, step / 500.0, 0.5, 0.4321, 1, 2e-5, 78.6, Duration.ofSeconds(3725));
    }

    @Test
    void theFirstAndTheLastStepAreToldWithLossRateSpeedAndTimeLeft() {
        for (long step = 1; step <= 1000; step++) {
            listener.stepped(progress(step));
        }

        assertThat(lines)
                .hasSize(2)
                .first()
                .isEqualTo("step 1 of 1,000  epoch 0.00  loss 0.4321  rate 2.00e-05  79 examples/s  1:02:05 left");
        assertThat(lines.get(1)).startsWith("step 1,000 of 1,000  epoch 2.00");
    }

    @Test
    void anEvaluationIsToldWithItsInterval() {
        listener.evaluated(progress(500), new Evaluation(770, 872, 0.3, 0), true);
        listener.evaluated(progress(1000), Evaluation.NONE, false);

        assertThat(lines)
                .containsExactly("epoch 1.00: accuracy 0.8830 (770 of 872, 95 % interval 0.860 to 0.903), loss 0.3000,"
                        + " the best so far");
    }
}
