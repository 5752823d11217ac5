package io.sentistream.classifier.model;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model for tests that counts how often it is closed. */
final class CountingModel implements Model {
    private final String version;
    private final AtomicInteger closed = new AtomicInteger();

    CountingModel(String version) {
        this.version = version;
    }

    int closed() {
        return closed.get();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> labels() {
        return List.of("only");
    }

    @Override
    public EncodedText encode(String text) {
        return new EncodedText(List.of(new int[] {1}), false);
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        return texts.stream()
                .map(text -> new Classification("only", 1, List.of(1.0), false, 1))
                .toList();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
