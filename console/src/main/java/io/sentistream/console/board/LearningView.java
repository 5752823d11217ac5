package io.sentistream.console.board;

/**
 * How near the next training is.
 *
 * @param fresh labels that no training has learned from yet
 * @param needed at so many a training begins by itself
 */
public record LearningView(int fresh, int needed) {}
