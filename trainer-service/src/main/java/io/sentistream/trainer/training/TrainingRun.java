package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.trainer.evaluation.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One training from its first step, or the last one saved, to its end. */
final class TrainingRun {
    /** The weight of the newest loss in the smoothed one. */
    private static final double SMOOTHING = 0.02;

    private final FineTuning network;
    private final LengthBuckets buckets;
    private final Validation validation;
    private final TrainingConfig config;
    private final TrainingListener listener;
    private final Optional<TrainingState> state;
    private final String fingerprint;
    private final long stepsPerEpoch;
    private final Schedule schedule;
    private final long startedNanos = System.nanoTime();

    private Duration elapsedBefore = Duration.ZERO;
    private long rows;
    private double smoothedLoss = Double.NaN;
    private double epochLoss;
    private Checkpoint best;
    private Evaluation bestEvaluation = Evaluation.NONE;
    private long bestStep = -1;
    private int evaluationsSinceBest;

    TrainingRun(
            FineTuning network,
            LengthBuckets buckets,
            Validation validation,
            TrainingConfig config,
            TrainingListener listener,
            Optional<TrainingState> state,
            String fingerprint) {
        this.network = network;
        this.buckets = buckets;
        this.validation = validation;
        this.config = config;
        this.listener = listener;
        this.state = state;
        this.fingerprint = fingerprint;
        stepsPerEpoch = (buckets.batches() + config.gradientAccumulation() - 1L) / config.gradientAccumulation();
        schedule = config.schedule().over(config.steps(stepsPerEpoch));
    }

    TrainingReport toTheEnd() throws InterruptedException {
        state.flatMap(saved -> saved.load(fingerprint)).ifPresent(this::goOn);
        while (network.steps() < schedule.totalSteps() && !isStoppedEarly()) {
            epoch(network.steps() / stepsPerEpoch);
        }
        return new TrainingReport(
                best,
                bestEvaluation,
                bestStep,
                network.steps(),
                isStoppedEarly(),
                buckets.rows(),
                epochLoss / stepsInEpoch(),
                elapsed());
    }

    /** What is left of an epoch. */
    private void epoch(long epoch) throws InterruptedException {
        List<List<LabelledBatch>> steps = LengthBuckets.cut(buckets.epoch((int) epoch), config.gradientAccumulation());
        long first = epoch * stepsPerEpoch;
        if (network.steps() == first) {
            epochLoss = 0;
        }
        long end = Math.min(first + steps.size(), schedule.totalSteps());
        while (network.steps() < end && !isStoppedEarly()) {
            step(steps.get((int) (network.steps() - first)));
        }
    }

    /** The steps taken in the epoch of the last step. */
    private long stepsInEpoch() {
        return (network.steps() - 1) % stepsPerEpoch + 1;
    }

    private void goOn(TrainingState.Progress progress) {
        if (progress.bestStep() >= 0) {
            state.orElseThrow().restore(network, progress.bestStep());
            best = network.checkpoint();
            bestEvaluation = progress.best();
            bestStep = progress.bestStep();
        }
        state.orElseThrow().restore(network, progress.step());
        evaluationsSinceBest = progress.evaluationsSinceBest();
        epochLoss = progress.epochLoss();
        elapsedBefore = Duration.ofMillis(progress.elapsedMillis());
    }

    private void step(List<LabelledBatch> batches) throws InterruptedException {
        double rate = schedule.rate(network.steps());
        FineTuning.Step step = network.step(batches, rate);
        rows += batches.stream().mapToInt(batch -> batch.rows().size()).sum();
        epochLoss += step.loss();
        smoothedLoss =
                Double.isNaN(smoothedLoss) ? step.loss() : smoothedLoss + SMOOTHING * (step.loss() - smoothedLoss);
        TrainingProgress progress = progress(step, rate);
        listener.stepped(progress);
        boolean evaluate = config.evaluation().isDue(network.steps(), stepsPerEpoch, schedule.totalSteps());
        if (evaluate) {
            evaluate(progress);
        }
        boolean interrupted = Thread.interrupted();
        if (evaluate || interrupted || isSaveDue(network.steps())) {
            save();
        }
        if (interrupted) {
            throw new InterruptedException("training was interrupted after step " + network.steps());
        }
    }

    private void evaluate(TrainingProgress progress) {
        Evaluation evaluation = validation.of(network);
        boolean better = best == null || config.evaluation().best().better(evaluation, bestEvaluation);
        evaluationsSinceBest = better ? 0 : evaluationsSinceBest + 1;
        if (better) {
            best = network.checkpoint();
            bestEvaluation = evaluation;
            bestStep = network.steps();
        }
        listener.evaluated(progress, evaluation, better);
    }

    private void save() {
        state.ifPresent(saved -> {
            saved.save(network);
            saved.record(new TrainingState.Progress(
                    fingerprint,
                    network.steps(),
                    bestStep,
                    bestEvaluation,
                    evaluationsSinceBest,
                    epochLoss,
                    elapsed().toMillis()));
        });
    }

    private boolean isStoppedEarly() {
        int patience = config.evaluation().patience();
        return patience > 0 && evaluationsSinceBest >= patience;
    }

    private boolean isSaveDue(long step) {
        return config.saveEverySteps() > 0 && step % config.saveEverySteps() == 0;
    }

    private TrainingProgress progress(FineTuning.Step step, double rate) {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        double examplesPerSecond = rows / seconds;
        long stepsLeft = schedule.totalSteps() - network.steps();
        double secondsLeft = (double) stepsLeft / stepsPerEpoch * buckets.rows() / examplesPerSecond;
        return new TrainingProgress(
                network.steps(),
                schedule.totalSteps(),
                (double) network.steps() / stepsPerEpoch,
                step.loss(),
                smoothedLoss,
                step.gradientNorm(),
                rate,
                examplesPerSecond,
                Duration.ofMillis(Math.round(secondsLeft * 1000)));
    }

    private Duration elapsed() {
        return elapsedBefore.plusNanos(System.nanoTime() - startedNanos);
    }
}
