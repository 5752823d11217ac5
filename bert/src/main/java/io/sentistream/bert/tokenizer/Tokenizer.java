package io.sentistream.bert.tokenizer;

import io.sentistream.bert.checkpoint.Checkpoint;

/** WordPiece tokenization as the checkpoint's own tokenizer does it. Safe for use by several threads. */
public final class Tokenizer implements AutoCloseable {
    /** The tokenizer of a checkpoint, from {@code tokenizer.json} or else {@code vocab.txt}. */
    public static Tokenizer of(Checkpoint checkpoint) {
        throw new UnsupportedOperationException();
    }

    /**
     * Encodes a text in overlapping windows.
     *
     * @param maxLength the longest window in tokens, [CLS] and [SEP] included
     * @param maxWindows the most windows; what does not fit is cut, and the result says so
     */
    public EncodedText encode(String text, int maxLength, int maxWindows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
