package io.sentistream.classifier.bench;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.model.Model;
import java.util.List;
import java.util.Queue;

/**
 * A model that notes how long its micro-batches take.
 *
 * @param batches takes the milliseconds of each; safe for use by several threads, as this is if it is
 */
record TimedModel(Model model, Queue<Long> batches) implements Model {
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
        long start = System.nanoTime();
        try {
            return model.classify(texts);
        } finally {
            batches.add((System.nanoTime() - start) / 1_000_000);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
