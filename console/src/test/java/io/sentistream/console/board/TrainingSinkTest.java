package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.live.Subscription;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingSinkTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

    private Instant now = BEGIN;
    private final Broadcast broadcast = new Broadcast();
    private final Subscription page = broadcast.subscribe().orElseThrow();
    private final TrainingSink sink = new TrainingSink("default", broadcast, () -> now);

    @Test
    void aTrainingIsShownWithItsLossesAndItsLastAccuracy() throws InterruptedException {
        sink.caughtUp();
        take(TrainingPhase.STARTED, 0, null, null);
        take(TrainingPhase.RUNNING, 10, 0.8, 0.75);
        take(TrainingPhase.RUNNING, 20, 0.6, null);

        TrainingView view = view();

        assertThat(view.phase()).isEqualTo("RUNNING");
        assertThat(view.step()).isEqualTo(20);
        assertThat(view.accuracy()).isEqualTo(0.75);
        assertThat(view.points()).containsExactly(new TrainingView.Point(10, 0.8), new TrainingView.Point(20, 0.6));
    }

    @Test
    void aTrainingThatFellSilentIsNotShownAsOneThatRuns() throws InterruptedException {
        sink.caughtUp();
        take(TrainingPhase.RUNNING, 10, 0.8, null);
        assertThat(view().phase()).isEqualTo("RUNNING");

        now = BEGIN.plus(TrainingSink.SILENCE).plusMillis(1);
        assertThat(view().phase()).isEqualTo("SILENT");

        take(TrainingPhase.RUNNING, 11, 0.8, null);
        assertThat(view().phase()).as("it was only cut off").isEqualTo("RUNNING");
    }

    @Test
    void aTrainingThatDiedBeforeTheConsoleBeganIsSilentAtOnce() throws InterruptedException {
        take(TrainingPhase.RUNNING, 10, 0.8, null);
        now = BEGIN.plusSeconds(3_600);
        sink.caughtUp();

        assertThat(view().phase()).isEqualTo("SILENT");
    }

    @Test
    void anEndedTrainingStaysEnded() throws InterruptedException {
        sink.caughtUp();
        take(TrainingPhase.ENDED, 120, 0.3, null);
        now = BEGIN.plusSeconds(3_600);

        assertThat(view().phase()).isEqualTo("ENDED");
    }

    @Test
    void ofSeveralThatLearnOneAfterTheOtherTheLossesOfTheLastAreShown() throws InterruptedException {
        sink.caughtUp();
        take(TrainingPhase.RUNNING, 10, 0.8, null);
        take(TrainingPhase.RUNNING, 20, 0.6, null);
        take(TrainingPhase.RUNNING, 2, 0.9, null);
        take(TrainingPhase.RUNNING, 12, 0.7, null);

        assertThat(view().points()).containsExactly(new TrainingView.Point(2, 0.9), new TrainingView.Point(12, 0.7));
    }

    @Test
    void theNextTrainingBeginsWithoutTheLossesOfTheLast() throws InterruptedException {
        sink.caughtUp();
        take(TrainingPhase.ENDED, 120, 0.3, 0.9);
        sink.take(update(TrainingPhase.STARTED, 0, null, null)
                .setStartedAt(BEGIN.plusSeconds(60))
                .build());

        TrainingView view = view();

        assertThat(view.points()).isEmpty();
        assertThat(view.accuracy()).isNull();
    }

    @Test
    void aLongTrainingIsThinnedOutToItsMeans() throws InterruptedException {
        sink.caughtUp();
        for (int step = 1; step <= 2 * TrainingSink.MOST_POINTS; step++) {
            take(TrainingPhase.RUNNING, step, step % 2 == 0 ? 0.4 : 0.6, null);
        }

        TrainingView view = view();

        assertThat(view.points()).hasSizeBetween(TrainingSink.MOST_POINTS / 2, TrainingSink.MOST_POINTS);
        assertThat(view.points().get(view.points().size() - 1).step()).isEqualTo(2 * TrainingSink.MOST_POINTS);
        assertThat(view.points().get(0).loss()).isBetween(0.49, 0.51);
    }

    private void take(TrainingPhase phase, long step, Double loss, Double accuracy) {
        sink.take(update(phase, step, loss, accuracy).build());
    }

    private static TrainingUpdate.Builder update(TrainingPhase phase, long step, Double loss, Double accuracy) {
        return TrainingUpdate.newBuilder()
                .setNumber(3)
                .setPhase(phase)
                .setStep(step)
                .setSteps(120)
                .setLoss(loss)
                .setAccuracy(accuracy)
                .setStartedAt(BEGIN)
                .setAt(BEGIN);
    }

    private TrainingView view() throws InterruptedException {
        sink.publish();
        return (TrainingView) page.take(Duration.ofSeconds(10)).states().get("training");
    }
}
