package io.sentistream.bert.checkpoint;

/**
 * How a version was judged before it was written. What a person or a pin made of it later is not in a manifest.
 *
 * @param line the serving line it was trained for
 * @param verdict such as {@code PROMOTED} or {@code REFUSED}
 * @param reason why, in words
 */
public record ManifestJudgement(String line, String verdict, String reason) {}
