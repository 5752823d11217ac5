package io.sentistream.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentTrainingTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

    private Instant now = BEGIN;
    private final CurrentTraining training = new CurrentTraining(() -> now);

    @Test
    void beforeTheFirstTrainingThereIsNothingToTell() {
        assertThat(training.take()).isEmpty();
    }

    @Test
    void stepsBetweenTwoUpdatesAreToldAsTheMeanOfTheirLosses() {
        training.began(3);
        assertThat(training.take().orElseThrow().getPhase()).isEqualTo(TrainingPhase.STARTED);
        step(1, 0.8);
        step(2, 0.4);
        now = BEGIN.plusSeconds(2);

        TrainingUpdate update = training.take().orElseThrow();

        assertThat(update.getNumber()).isEqualTo(3);
        assertThat(update.getPhase()).isEqualTo(TrainingPhase.RUNNING);
        assertThat(update.getStep()).isEqualTo(2);
        assertThat(update.getSteps()).isEqualTo(120);
        assertThat(update.getLoss()).isEqualTo((0.8 + 0.4) / 2);
        assertThat(update.getAccuracy()).isNull();
        assertThat(update.getExamplesPerSecond()).isEqualTo(85);
        assertThat(update.getStartedAt()).isEqualTo(BEGIN);
        assertThat(update.getAt()).isEqualTo(BEGIN.plusSeconds(2));
        step(3, 0.2);
        assertThat(training.take().orElseThrow().getLoss()).isEqualTo(0.2);
    }

    @Test
    void anEvaluationIsToldOnce() {
        training.began(3);
        step(1, 0.8);
        training.evaluated(progress(1, 0.8), new Evaluation(3, 4, 0.5, 0.7, Map.of()), true);

        assertThat(training.take().orElseThrow().getAccuracy()).isEqualTo(0.75);
        step(2, 0.7);
        assertThat(training.take().orElseThrow().getAccuracy()).isNull();
    }

    @Test
    void aTrainingWithoutNewsIsToldOfAgainAfterAWhileAndAnEndedOneIsNot() {
        training.began(3);
        step(1, 0.8);
        training.take();
        assertThat(training.take()).isEmpty();
        now = BEGIN.plus(CurrentTraining.HEARTBEAT);

        TrainingUpdate again = training.take().orElseThrow();

        assertThat(again.getStep()).isEqualTo(1);
        assertThat(again.getLoss()).isNull();
        training.finished();
        assertThat(training.take().orElseThrow().getPhase()).isEqualTo(TrainingPhase.ENDED);
        now = now.plus(Duration.ofDays(1));
        assertThat(training.take()).isEmpty();
    }

    @Test
    void theNextTrainingBeginsAnew() {
        training.began(3);
        step(7, 0.8);
        training.finished();
        now = BEGIN.plusSeconds(9);
        training.began(4);

        TrainingUpdate update = training.take().orElseThrow();

        assertThat(update.getNumber()).isEqualTo(4);
        assertThat(update.getPhase()).isEqualTo(TrainingPhase.STARTED);
        assertThat(update.getStep()).isZero();
        assertThat(update.getLoss()).isNull();
        assertThat(update.getStartedAt()).isEqualTo(BEGIN.plusSeconds(9));
    }

    private void step(long step, double loss) {
        training.stepped(progress(step, loss));
    }

    static TrainingProgress progress(long step, double loss) {
        return new TrainingProgress(step, 120, 0.5, loss, 0.6, 1, 1e-5, 85, Duration.ZERO);
    }
}
