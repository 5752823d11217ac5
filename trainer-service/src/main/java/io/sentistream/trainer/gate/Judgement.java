package io.sentistream.trainer.gate;

/**
 * What the gate says of a candidate.
 *
 * @param passed whether it may serve
 * @param reason why, in words
 */
public record Judgement(boolean passed, String reason) {}
