package io.sentistream.trainer.replay;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.training.Teaching;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The serving model as the teacher of its successor, so that a few labels don't make it forget: what it says of a row is to
 * be said again, as sure as it was, but of the row's label where it was wrong. (After Li and Hoiem, "Learning without
 * Forgetting", 2016, corrected by the labels.)
 */
public final class CorrectedAnswers {
    private CorrectedAnswers() {}

    /**
     * What to learn from them.
     *
     * @param answers the serving model's, to the rows in their order
     * @param rows the rows to train on
     * @param weight their part of the loss, above 0 and at most 1; the labels have the rest
     */
    public static Teaching of(List<Classification> answers, List<Example> rows, double weight) {
        List<float[]> logits = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            logits.add(corrected(answers.get(row), rows.get(row).label()));
        }
        return new Teaching(weight, 1, logits, List.of());
    }

    /** The answer's logits, with that of the label and the highest exchanged. */
    private static float[] corrected(Classification answer, int label) {
        float[] logits = answer.logits();
        int highest = answer.scores().indexOf(Collections.max(answer.scores()));
        float given = logits[label];
        logits[label] = logits[highest];
        logits[highest] = given;
        return logits;
    }
}
