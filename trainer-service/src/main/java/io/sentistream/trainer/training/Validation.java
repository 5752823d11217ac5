package io.sentistream.trainer.training;

import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.List;

/** The validation rows, tokenized once. */
record Validation(List<EncodedText> texts, List<Example> rows) {
    private static final int BATCH_TOKENS = 4096;

    Evaluation of(FineTuning network) {
        return rows.isEmpty() ? Evaluation.NONE : Evaluation.of(network.classify(texts, BATCH_TOKENS), rows);
    }
}
