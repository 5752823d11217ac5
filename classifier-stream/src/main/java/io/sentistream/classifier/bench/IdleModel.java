package io.sentistream.classifier.bench;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.model.Model;
import java.util.List;

/**
 * A model that does nothing and answers all alike, so that what is measured or put under load is all but the model. Each
 * text has {@value #TOKENS} tokens. Safe for use by several threads.
 *
 * @param version the version that results name
 */
public record IdleModel(String version) implements Model {
    private static final int TOKENS = 32;
    private static final EncodedText TEXT = new EncodedText(List.of(new int[TOKENS]), false);
    private static final Classification ANSWER = new Classification("idle", 1, List.of(1.0), false, 1);

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
        return texts.stream().map(text -> ANSWER).toList();
    }

    @Override
    public void close() {}
}
