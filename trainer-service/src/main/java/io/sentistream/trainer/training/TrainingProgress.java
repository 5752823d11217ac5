package io.sentistream.trainer.training;

import java.time.Duration;

/**
 * How far a training is.
 *
 * @param step optimizer steps taken
 * @param totalSteps optimizer steps of the whole training
 * @param epoch passes over the rows so far, with their fraction
 * @param loss the last step's mean cross-entropy in nats
 * @param smoothedLoss the same, averaged over about the last 50 steps
 * @param gradientNorm the norm of the last step's gradients before clipping
 * @param learningRate the last step's rate
 * @param examplesPerSecond rows learned a second since this process began to train
 * @param remaining the time left at that speed, evaluations aside
 */
public record TrainingProgress(
        long step,
        long totalSteps,
        double epoch,
        double loss,
        double smoothedLoss,
        double gradientNorm,
        double learningRate,
        double examplesPerSecond,
        Duration remaining) {}
