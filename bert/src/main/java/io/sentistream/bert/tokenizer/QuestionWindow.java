package io.sentistream.bert.tokenizer;

import io.sentistream.bert.network.Sequence;

/** A question and a window of the text that is to answer it, as the network reads them. Immutable. */
public final class QuestionWindow {
    private final Sequence sequence;
    private final int first;
    private final Pieces context;

    /** @param first the position of the text's first token */
    QuestionWindow(Sequence sequence, int first, Pieces context) {
        this.sequence = sequence;
        this.first = first;
        this.context = context;
    }

    /** The tokens. */
    public Sequence sequence() {
        return sequence;
    }

    /** The position of the text's first token. */
    public int first() {
        return first;
    }

    /** The position after the text's last token. */
    public int end() {
        return first + context.ids().length;
    }

    /** Where in the text the token at a position begins, in chars. */
    public int charStart(int position) {
        return context.starts()[position - first];
    }

    /** Where in the text the token at a position ends, in chars, exclusive. */
    public int charEnd(int position) {
        return context.ends()[position - first];
    }

    /**
     * The positions of the first and the last token that have a part of the chars from {@code start} to {@code end}; 0 and 0,
     * which is [CLS], where not all of them stand in this window.
     */
    public int[] positions(int start, int end) {
        int from = first;
        while (from < end() && charEnd(from) <= start) {
            from++;
        }
        int to = end() - 1;
        while (to >= from && charStart(to) >= end) {
            to--;
        }
        boolean whole = from <= to && charStart(from) <= start && charEnd(to) >= end;
        return whole ? new int[] {from, to} : new int[2];
    }
}
