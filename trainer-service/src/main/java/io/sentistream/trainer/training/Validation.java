package io.sentistream.trainer.training;

import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.task.TaskRows;
import java.util.List;

/** The validation rows, tokenized once. */
interface Validation {
    /** How the network does on them now; {@link Evaluation#NONE} where there are no rows. */
    Evaluation of(FineTuning network);

    /** Of single texts. */
    static Validation of(List<EncodedText> texts, List<Example> rows) {
        return network -> rows.isEmpty()
                ? Evaluation.NONE
                : Evaluation.of(network.classify(texts, TaskRows.BUDGET.tokens()), rows);
    }

    /** Of another task. */
    static Validation of(TaskRows rows) {
        return network -> rows.evaluate(network::logits);
    }
}
