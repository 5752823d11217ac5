package io.sentistream.trainer.data;

/**
 * Two texts with one label.
 *
 * @param first the first text
 * @param second the second one
 * @param label as it was written
 * @param at the file and the line
 */
public record TextPair(String first, String second, String label, String at) {}
