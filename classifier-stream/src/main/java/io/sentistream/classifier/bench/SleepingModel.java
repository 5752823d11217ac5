package io.sentistream.classifier.bench;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.model.Model;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model that knows nothing and takes its time: so long for each batch, and so long for each text of it. Each text has
 * {@value #TOKENS} tokens. Safe for use by several threads.
 */
public final class SleepingModel implements Model {
    /** The tokens of any text: a budget of 1,024 is 32 texts. */
    public static final int TOKENS = 32;

    private static final EncodedText TEXT = new EncodedText(List.of(new int[TOKENS]), false);
    private static final Classification ANSWER = new Classification("asleep", 1, List.of(1.0), false, 1);

    private final String version;
    private final Duration perBatch;
    private final Duration perText;
    private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();

    public SleepingModel(String version, Duration perBatch, Duration perText) {
        this.version = version;
        this.perBatch = perBatch;
        this.perText = perText;
    }

    /** The sizes of the batches so far. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> labels() {
        return List.of(ANSWER.label());
    }

    @Override
    public EncodedText encode(String text) {
        return TEXT;
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        batches.add(texts.size());
        try {
            Thread.sleep(perBatch.plus(perText.multipliedBy(texts.size())).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("woken up", e);
        }
        return texts.stream().map(text -> ANSWER).toList();
    }

    @Override
    public void close() {}
}
