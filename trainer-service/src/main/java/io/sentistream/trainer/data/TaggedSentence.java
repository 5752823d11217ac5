package io.sentistream.trainer.data;

import java.util.List;

/**
 * A sentence in words, each with a tag: {@code O}, or {@code B-} or {@code I-} and a type of entity.
 *
 * @param words the words
 * @param tags a tag for each
 * @param at the file, and the line of the first word
 */
public record TaggedSentence(List<String> words, List<String> tags, String at) {
    public TaggedSentence {
        words = List.copyOf(words);
        tags = List.copyOf(tags);
    }
}
