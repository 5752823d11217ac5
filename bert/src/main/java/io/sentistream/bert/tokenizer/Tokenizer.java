package io.sentistream.bert.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.network.Djl;
import io.sentistream.bert.network.Sequence;
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

    /** As in BERT's own scripts for SQuAD. */
    private static final int LONGEST_QUESTION = 64;

    /** [CLS] and the [SEP] after each of two texts. */
    private static final int FRAME = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HuggingFaceTokenizer tokenizer;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final int cls;
    private final int sep;
    private final int unknown;

    private Tokenizer(HuggingFaceTokenizer tokenizer, int unknown) {
        this.tokenizer = tokenizer;
        this.unknown = unknown;
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
                return new Tokenizer(
                        tokenizer,
                        settings.path("model")
                                .path("vocab")
                                .path(settings.path("model").path("unk_token").asText())
                                .asInt());
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
        int read = Math.min(ids.length, windows.capacity());
        long unread = Arrays.stream(ids, 0, read).filter(id -> id == unknown).count();
        return new EncodedText(framed, ids.length > read, read, (int) unread);
    }

    /**
     * Packs two texts together. Where they are too long, the longer one is cut, piece by piece, until they fit.
     *
     * @param maxLength the most tokens, [CLS] and two [SEP] included; at least 5
     */
    public Sequence encodePair(String first, String second, int maxLength) {
        int[] one = pieces(first).ids();
        int[] two = pieces(second).ids();
        int left = one.length;
        int right = two.length;
        while (left + right > maxLength - FRAME) {
            if (left > right) {
                left--;
            } else {
                right--;
            }
        }
        return pair(Arrays.copyOf(one, left), Arrays.copyOf(two, right));
    }

    /**
     * The pieces of words that are parted already, each by itself; a word that has none, such as a control character, is
     * [UNK].
     */
    public List<int[]> encodeWords(List<String> words) {
        return words.stream()
                .map(word -> pieces(word).ids())
                .map(ids -> ids.length == 0 ? new int[] {unknown} : ids)
                .toList();
    }

    /** Pieces between [CLS] and [SEP]. */
    public Sequence framed(int[] pieces) {
        return new Sequence(framed(Arrays.stream(pieces).asLongStream().toArray(), 0, pieces.length));
    }

    /**
     * A question beside each of the overlapping windows of a text that is to answer it: each shares a quarter of its tokens
     * with the one before. All of the text is read; of the question 64 tokens, and half of a window at most.
     *
     * @param maxLength the longest window in tokens, [CLS] and two [SEP] included; at least 5
     */
    public List<QuestionWindow> encodeQuestion(String question, String context, int maxLength) {
        int[] asked = pieces(question).ids();
        int[] cut = Arrays.copyOf(asked, Math.min(asked.length, Math.min(LONGEST_QUESTION, (maxLength - FRAME) / 2)));
        Pieces pieces = pieces(context);
        Windows windows = new Windows(maxLength - FRAME - cut.length, Math.max(1, pieces.ids().length));
        return windows.starts(pieces.ids().length).stream()
                .map(start -> pieces.from(start, Math.min(pieces.ids().length, start + windows.content())))
                .map(window -> new QuestionWindow(pair(cut, window.ids()), cut.length + 2, window))
                .toList();
    }

    private Sequence pair(int[] first, int[] second) {
        int[] ids = new int[first.length + second.length + FRAME];
        ids[0] = cls;
        System.arraycopy(first, 0, ids, 1, first.length);
        ids[first.length + 1] = sep;
        System.arraycopy(second, 0, ids, first.length + 2, second.length);
        ids[ids.length - 1] = sep;
        return new Sequence(ids, first.length + 2);
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
            long[] ids = encoding(text.substring(0, cut)).getIds();
            if (ids.length >= needed) {
                return Arrays.copyOf(ids, ids.length - LONGEST_WORD);
            }
        }
        return encoding(text).getIds();
    }

    private Pieces pieces(String text) {
        Encoding encoding = encoding(text);
        return Pieces.of(text, encoding.getIds(), encoding.getCharTokenSpans());
    }

    private Encoding encoding(String text) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return tokenizer.encode(withoutHalfPairs(text), false, false);
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
