package io.sentistream.trainer.training;

import io.sentistream.bert.training.SoftTargets;
import java.util.List;

/**
 * What a student is to learn from a teacher, beside or in place of labels.
 *
 * @param weight the teacher's part of the loss, as {@link SoftTargets} has it
 * @param temperature as {@link SoftTargets} has it
 * @param logits the teacher's, of each row to train on in their order, then of each unlabelled text
 * @param unlabelled texts that are learned from the teacher alone
 */
public record Teaching(double weight, double temperature, List<float[]> logits, List<String> unlabelled) {
    public Teaching {
        logits = List.copyOf(logits);
        unlabelled = List.copyOf(unlabelled);
    }

    SoftTargets targets(List<TokenizedRow> rows) {
        return new SoftTargets(rows.stream().map(TokenizedRow::teacher).toList(), weight, temperature);
    }
}
