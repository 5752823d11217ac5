package io.sentistream.bert.tokenizer;

import java.util.List;

/**
 * A text as the network reads it.
 *
 * @param windows token ids of each window, [CLS] first and [SEP] last, not padded; at least one. Treat as immutable.
 * @param truncated whether the text was longer than the windows allowed could hold
 * @param pieces the word pieces that were read, each once
 * @param unknown how many of them the vocabulary doesn't have
 */
public record EncodedText(List<int[]> windows, boolean truncated, int pieces, int unknown) {
    public EncodedText {
        windows = List.copyOf(windows);
    }

    /** A text that the vocabulary has, in windows that don't overlap. */
    public EncodedText(List<int[]> windows, boolean truncated) {
        this(
                windows,
                truncated,
                windows.stream().mapToInt(window -> window.length - 2).sum(),
                0);
    }

    /** The number of tokens over all windows. */
    public int tokens() {
        return windows.stream().mapToInt(window -> window.length).sum();
    }
}
