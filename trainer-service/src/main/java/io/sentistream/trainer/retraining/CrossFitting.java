package io.sentistream.trainer.retraining;

import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.gate.Comparison;
import io.sentistream.trainer.replay.Mix;
import io.sentistream.trainer.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets labels that a candidate learned from judge it too: they are split into folds, and each fold is answered by a model
 * that learned as the candidate did, but without the fold (cross-fitting, after Stone, "Cross-Validatory Choice and
 * Assessment of Statistical Predictions", 1974). Those models learned less, so that a gain is rather under- than overstated.
 * Used by one thread.
 *
 * @param learning how the candidate learned
 * @param mix from what
 * @param folds into how many parts the new rows are split, 2 or more
 */
record CrossFitting(Workshop workshop, Learning learning, Mix mix, int folds) {
    private static final Logger log = LoggerFactory.getLogger(CrossFitting.class);
    private static final TrainingListener NOBODY = new TrainingListener() {};

    /** Compares with the serving model, on the new rows that neither it nor an ancestor learned from. */
    Comparison compared() throws InterruptedException {
        Set<NormalisedText> learnedBefore = texts(mix.older());
        Comparison all = Comparison.NONE;
        for (int fold = 0; fold < folds; fold++) {
            List<Example> rows = new ArrayList<>();
            for (Example row : mix.fresh()) {
                if (FeedbackSplit.fold(row.text(), folds) == fold
                        && !learnedBefore.contains(new NormalisedText(row.text()))) {
                    rows.add(row);
                }
            }
            if (!rows.isEmpty()) {
                log.info(
                        "Judging on {} new labels by a model that learns without them, {} of {}",
                        rows.size(),
                        fold + 1,
                        folds);
                all = all.plus(compared(rows));
            }
        }
        return all;
    }

    private Comparison compared(List<Example> rows) throws InterruptedException {
        Set<NormalisedText> left = texts(rows);
        List<Example> others = mix.train().stream()
                .filter(row -> !left.contains(new NormalisedText(row.text())))
                .toList();
        List<Classification> before = learning.serving().answers(workshop, rows);
        List<Classification> now = others.isEmpty()
                ? before
                : workshop.answers()
                        .once(
                                learning.from(others, mix.feedbackRows() - rows.size(), NOBODY)
                                        .model(),
                                rows);
        return Comparison.of(before, now, rows);
    }

    private static Set<NormalisedText> texts(List<Example> rows) {
        return rows.stream().map(row -> new NormalisedText(row.text())).collect(Collectors.toSet());
    }
}
