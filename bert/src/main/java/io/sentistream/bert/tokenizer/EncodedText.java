package io.sentistream.bert.tokenizer;

import java.util.List;

/**
 * A text as the network reads it.
 *
 * @param windows token ids of each window, [CLS] first and [SEP] last, not padded; at least one. Treat as immutable.
 * @param truncated whether the text was longer than the windows allowed could hold
 */
public record EncodedText(List<int[]> windows, boolean truncated) {
    public EncodedText {
        windows = List.copyOf(windows);
    }

    /** The number of tokens over all windows. */
    public int tokens() {
        return windows.stream().mapToInt(window -> window.length).sum();
    }
}
