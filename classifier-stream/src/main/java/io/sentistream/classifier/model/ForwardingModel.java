package io.sentistream.classifier.model;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.List;

/** A model that leaves to another what its subclass doesn't do itself. As safe for use by several threads as that one. */
public abstract class ForwardingModel implements Model {
    private final Model model;

    protected ForwardingModel(Model model) {
        this.model = model;
    }

    @Override
    public String version() {
        return model.version();
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public EncodedText encode(String text) {
        return model.encode(text);
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        return model.classify(texts);
    }

    @Override
    public void close() {
        model.close();
    }
}
