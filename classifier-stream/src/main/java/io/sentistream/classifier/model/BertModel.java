package io.sentistream.classifier.model;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.List;

/** A BERT of a certain version. */
record BertModel(String version, TextClassifier classifier) implements Model {
    @Override
    public List<String> labels() {
        return classifier.labels();
    }

    @Override
    public EncodedText encode(String text) {
        return classifier.encode(text);
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        return classifier.classify(texts);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
