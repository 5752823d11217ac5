package io.sentistream.classifier.model;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.operations.metrics.Metric;
import java.util.List;

/** A model whose tokenizer, batches and answers are measured; a batch that it fails on is measured too. */
final class MeasuredModel extends ForwardingModel {
    private final Timer tokenization;
    private final Timer inference;
    private final DistributionSummary records;
    private final DistributionSummary tokens;

    MeasuredModel(Model model, MeterRegistry meters) {
        super(model);
        this.tokenization = Metric.CLASSIFY_TOKENIZATION.timer(meters);
        this.inference = Metric.CLASSIFY_INFERENCE.timer(meters);
        this.records = Metric.CLASSIFY_BATCH_RECORDS.summary(meters);
        this.tokens = Metric.CLASSIFY_BATCH_TOKENS.summary(meters);
    }

    @Override
    public EncodedText encode(String text) {
        return tokenization.record(() -> super.encode(text));
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        records.record(texts.size());
        tokens.record(texts.stream().mapToInt(EncodedText::tokens).sum());
        return inference.record(() -> super.classify(texts));
    }
}
