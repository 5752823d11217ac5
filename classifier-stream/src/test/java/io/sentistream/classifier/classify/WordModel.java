package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model for tests: one token a word, positive where a text has more than three words; fails on any batch with the word
 * "poison", and on every batch while it is broken.
 */
final class WordModel implements Model {
    private final String version;
    private final List<Integer> batches = new ArrayList<>();
    private boolean broken;
    private boolean closed;

    WordModel(String version) {
        this.version = version;
    }

    void broken(boolean now) {
        broken = now;
    }

    boolean closed() {
        return closed;
    }

    /** The sizes of the batches so far. */
    List<Integer> batches() {
        return batches;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> labels() {
        return List.of("negative", "positive");
    }

    @Override
    public EncodedText encode(String text) {
        int[] words = Arrays.stream(text.split(" ")).mapToInt(String::hashCode).toArray();
        return new EncodedText(List.of(words), false);
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        batches.add(texts.size());
        if (broken || texts.stream().anyMatch(WordModel::poison)) {
            throw new IllegalArgumentException("can't");
        }
        return texts.stream()
                .map(text -> text.tokens() > 3
                        ? new Classification("positive", 0.75, List.of(0.25, 0.75), false, 1)
                        : new Classification("negative", 1, List.of(1.0, 0.0), false, 1))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    private static boolean poison(EncodedText text) {
        return Arrays.stream(text.windows().get(0)).anyMatch(word -> word == "poison".hashCode());
    }
}
