package io.sentistream.bert.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.Arrays;

/**
 * WordPieces, and where in their text each stands. Never compared.
 *
 * @param ids token ids
 * @param starts where each begins, in chars of the Java string
 * @param ends where each ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent")
record Pieces(int[] ids, int[] starts, int[] ends) {
    /** The pieces of a text by their spans in code points. */
    static Pieces of(String text, long[] ids, CharSpan[] spans) {
        int[] chars = new int[text.codePointCount(0, text.length()) + 1];
        for (int point = 1; point < chars.length; point++) {
            chars[point] = text.offsetByCodePoints(chars[point - 1], 1);
        }
        return new Pieces(
                Arrays.stream(ids).mapToInt(id -> (int) id).toArray(),
                Arrays.stream(spans).mapToInt(span -> chars[span.getStart()]).toArray(),
                Arrays.stream(spans).mapToInt(span -> chars[span.getEnd()]).toArray());
    }

    Pieces from(int start, int end) {
        return new Pieces(
                Arrays.copyOfRange(ids, start, end),
                Arrays.copyOfRange(starts, start, end),
                Arrays.copyOfRange(ends, start, end));
    }
}
