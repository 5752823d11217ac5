package io.sentistream.classifier.bench;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.model.ForwardingModel;
import io.sentistream.classifier.model.Model;
import java.util.List;
import java.util.Queue;

/** A model that notes how long its micro-batches take, in milliseconds; safe for use by several threads if the queue is. */
final class TimedModel extends ForwardingModel {
    private final Queue<Long> batches;

    TimedModel(Model model, Queue<Long> batches) {
        super(model);
        this.batches = batches;
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        long start = System.nanoTime();
        try {
            return super.classify(texts);
        } finally {
            batches.add((System.nanoTime() - start) / 1_000_000);
        }
    }
}
