package io.sentistream.trainer.training;

import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.trainer.data.Example;
import java.util.List;
import java.util.Optional;

/** The batches that a training learns from, for whoever measures one. */
public final class Batches {
    private Batches() {}

    /**
     * Those of the first epoch.
     *
     * @param maxLength the most tokens of a row, [CLS] and [SEP] included
     * @param batchSize the rows of a batch
     */
    public static List<LabelledBatch> of(
            Tokenizer tokenizer, List<Example> examples, int maxLength, int batchSize, long seed) {
        List<TokenizedRow> rows = new Lessons(tokenizer, maxLength).of(examples, Optional.empty());
        return new LengthBuckets(rows, batchSize, seed, Optional.empty()).epoch(0);
    }
}
