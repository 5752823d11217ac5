package io.sentistream.bert.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.network.Djl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * WordPiece tokenization as the checkpoint's own tokenizer does it. Safe for use by several threads; {@link #close()}
 * waits for the calls that are running, and later ones fail with an {@link IllegalStateException}.
 */
public final class Tokenizer implements AutoCloseable {
    /** BERT's WordPiece makes one [UNK] of a longer word, so that a word has no more pieces than this. */
    private static final int LONGEST_WORD = 100;

    /** English has four to five characters a WordPiece; this is enough for nearly every text at the first try. */
    private static final int LIKELY_CHARACTERS_PER_TOKEN = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HuggingFaceTokenizer tokenizer;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final int cls;
    private final int sep;

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        long[] empty = tokenizer.encode("", true, false).getIds();
        if (empty.length != 2) {
            throw new CheckpointException("tokenizer.json frames a text with " + empty.length
                    + " tokens, not with one before and one after it as BERT reads it. Choose another model.");
        }
        this.cls = (int) empty[0];
        this.sep = (int) empty[1];
    }

    /**
     * The tokenizer of a checkpoint. Its settings for padding and truncation are ignored.
     *
     * @throws CheckpointException if its {@code tokenizer.json} can't be used
     */
    public static Tokenizer of(Checkpoint checkpoint) {
        Djl.configure();
        try {
            ObjectNode settings =
                    (ObjectNode) JSON.readTree(checkpoint.tokenizerFiles().get("tokenizer.json"));
            settings.putNull("padding").putNull("truncation");
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(JSON.writeValueAsBytes(settings)),
                    Map.of("padding", "false", "truncation", "false"));
            try {
                return new Tokenizer(tokenizer);
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    "tokenizer.json can't be used: " + e.getMessage() + ". Save it again from Python.", e);
        }
    }

    /**
     * Encodes a text in overlapping windows: each shares a quarter of its tokens with the one before.
     *
     * <p>Any text will do: halves of surrogate pairs are read as U+FFFD, which BERT ignores like other control
     * characters, and an empty text is [CLS] [SEP] alone. Of a text that is far longer than the windows, only as many
     * characters are tokenized as fill them: WordPiece works word by word, so that a cut changes only the last word's
     * pieces, at most 100, and these are never used.
     *
     * @param maxLength the longest window in tokens, [CLS] and [SEP] included
     * @param maxWindows the most windows; what does not fit is cut, and the result says so
     */
    public EncodedText encode(String text, int maxLength, int maxWindows) {
        Windows windows = new Windows(maxLength - 2, maxWindows);
        long[] ids = ids(text, windows.capacity() + 1);
        List<int[]> framed = windows.starts(ids.length).stream()
                .map(start -> framed(ids, start, Math.min(ids.length, start + windows.content())))
                .toList();
        return new EncodedText(framed, ids.length > windows.capacity());
    }

    private int[] framed(long[] ids, int start, int end) {
        int[] window = new int[end - start + 2];
        window[0] = cls;
        for (int i = start; i < end; i++) {
            window[1 + i - start] = (int) ids[i];
        }
        window[window.length - 1] = sep;
        return window;
    }

    /** The first pieces of a text: all of them, or at least {@code enough}. */
    private long[] ids(String text, int enough) {
        long needed = (long) enough + LONGEST_WORD;
        for (long length = needed * LIKELY_CHARACTERS_PER_TOKEN; length < text.length(); length *= 4) {
            int cut = (int) length;
            if (Character.isHighSurrogate(text.charAt(cut - 1))) {
                cut--;
            }
            long[] ids = pieces(text.substring(0, cut));
            if (ids.length >= needed) {
                return Arrays.copyOf(ids, ids.length - LONGEST_WORD);
            }
        }
        return pieces(text);
    }

    private long[] pieces(String text) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return tokenizer.encode(withoutHalfPairs(text), false, false).getIds();
        } finally {
            reading.unlock();
        }
    }

    private static String withoutHalfPairs(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void close() {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            tokenizer.close();
        } finally {
            writing.unlock();
        }
    }
}
