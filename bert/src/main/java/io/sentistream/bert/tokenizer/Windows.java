package io.sentistream.bert.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * How a long text is laid into overlapping windows: each shares a quarter of its tokens with the one before, so that
 * nearly every word is seen with context on both sides, and the last one is moved back to be full, so that no window
 * judges a few words alone.
 *
 * @param content the tokens a window holds besides [CLS] and [SEP]
 * @param max the most windows
 */
record Windows(int content, int max) {
    Windows {
        if (content < 1 || max < 1) {
            throw new IllegalArgumentException("windows of " + (content + 2) + " tokens, " + max
                    + " at most, hold no text; use at least 3 tokens and 1 window");
        }
    }

    /** The tokens that all windows together can hold. */
    int capacity() {
        return Math.addExact(content, Math.multiplyExact(max - 1, step()));
    }

    /** Where each window begins in a text of that many tokens; what is beyond the capacity is left out. */
    List<Integer> starts(int tokens) {
        int read = Math.min(tokens, capacity());
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int start = step(); start + content - step() < read; start += step()) {
            starts.add(Math.min(start, read - content));
        }
        return starts;
    }

    private int step() {
        return content - content / 4;
    }
}
