package io.sentistream.trainer.data;

/**
 * A labelled text.
 *
 * @param text the text as it was read, without spaces around it
 * @param label the class index
 * @param source where it comes from, such as {@code sst2} or {@code feedback}
 */
public record Example(String text, int label, String source) {}
