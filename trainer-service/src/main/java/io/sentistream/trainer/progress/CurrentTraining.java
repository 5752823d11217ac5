package io.sentistream.trainer.progress;

import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What is to be told of the training that runs. One thread trains, another takes what is new; neither waits long. */
public final class CurrentTraining implements TrainingListener {
    /** A training of which there is nothing new is told of again after so long, so that its silence means its death. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private TrainingUpdate now;
    private double losses;
    private int stepsSince;
    private boolean changed;
    private Instant taken = Instant.EPOCH;

    /** No training yet. */
    public CurrentTraining() {
        this(InstantSource.system());
    }

    CurrentTraining(InstantSource clock) {
        this.clock = clock;
    }

    /** The work on the candidate of this running number begins. */
    public synchronized void began(int number) {
        now = TrainingUpdate.newBuilder()
                .setNumber(number)
                .setPhase(TrainingPhase.STARTED)
                .setStartedAt(clock.instant())
                .setAt(clock.instant())
                .build();
        forget();
        changed = true;
    }

    @Override
    public synchronized void stepped(TrainingProgress progress) {
        now.setPhase(TrainingPhase.RUNNING);
        now.setStep(progress.step());
        now.setSteps(progress.totalSteps());
        now.setExamplesPerSecond(progress.examplesPerSecond());
        losses += progress.loss();
        stepsSince++;
        changed = true;
    }

    @Override
    public synchronized void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
        if (evaluation.rows() > 0) {
            now.setAccuracy(evaluation.accuracy());
            changed = true;
        }
    }

    /** The work is over, whatever came of it. */
    public synchronized void finished() {
        now.setPhase(TrainingPhase.ENDED);
        changed = true;
    }

    /** What there is to tell, if anything. */
    synchronized Optional<TrainingUpdate> take() {
        Instant at = clock.instant();
        if (now == null || !isDue(at)) {
            return Optional.empty();
        }
        TrainingUpdate update = TrainingUpdate.newBuilder(now)
                .setLoss(stepsSince == 0 ? null : losses / stepsSince)
                .setAt(at)
                .build();
        forget();
        changed = false;
        taken = at;
        return Optional.of(update);
    }

    private boolean isDue(Instant at) {
        boolean silent = now.getPhase() != TrainingPhase.ENDED && !at.isBefore(taken.plus(HEARTBEAT));
        return changed || silent;
    }

    private void forget() {
        losses = 0;
        stepsSince = 0;
        now.setAccuracy(null);
    }
}
