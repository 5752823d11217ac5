package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Interpolation;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.gate.Comparison;
import io.sentistream.trainer.replay.Mix;
import io.sentistream.trainer.training.TrainingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets labels judge what was learned from them: the new ones are split into folds, and for each a model learns without it and
 * answers it (cross-fitting, after Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", 1974). The
 * candidate is the mean of these models' weights, so that no further training is needed (after Wortsman et al., "Model Soups",
 * 2022): each of them learned less than it, which rather under- than overstates a gain. For one use by one thread.
 */
final class CrossFitting {
    private static final Logger log = LoggerFactory.getLogger(CrossFitting.class);

    private final Learning learning;
    private final Mix mix;
    private final List<Fold> folds = new ArrayList<>();

    /**
     * A part of the new labels.
     *
     * @param rows those that neither the serving model nor an ancestor learned from
     * @param trained what learned without them
     */
    private record Fold(List<Example> rows, TrainingReport trained) {}

    /**
     * Nothing is learned yet.
     *
     * @param learning how the serving model learns
     * @param mix from what
     */
    CrossFitting(Learning learning, Mix mix) {
        this.learning = learning;
        this.mix = mix;
    }

    /**
     * Learns without each part in turn; gives all that was learned.
     *
     * @param parts into how many parts the new rows are split, 2 or more
     */
    Learning.Learned learned(int parts) throws InterruptedException {
        Set<NormalisedText> learnedBefore = texts(mix.older());
        List<Example> own = mix.fresh().stream()
                .filter(row -> !learnedBefore.contains(new NormalisedText(row.text())))
                .toList();
        for (int part = 0; part < parts; part++) {
            int fold = part;
            List<Example> rows = own.stream()
                    .filter(row -> FeedbackSplit.fold(row.text(), parts) == fold)
                    .toList();
            if (!rows.isEmpty() && rows.size() < mix.train().size()) {
                folds.add(without(rows));
            }
        }
        if (folds.isEmpty()) {
            return learning.from(mix.train(), mix.feedbackRows());
        }
        TrainingReport all = folds.get(0).trained();
        for (int i = 1; i < folds.size(); i++) {
            TrainingReport next = folds.get(i).trained();
            all = all.and(next, Interpolation.between(all.best(), next.best(), 1.0 / (i + 1)));
        }
        return new Learning.Learned(all, towards(all));
    }

    private Fold without(List<Example> rows) throws InterruptedException {
        Set<NormalisedText> left = texts(rows);
        List<Example> others = mix.train().stream()
                .filter(row -> !left.contains(new NormalisedText(row.text())))
                .toList();
        log.info("Learning from all but {} new labels, which are to judge what was learned", rows.size());
        return new Fold(rows, learning.trained(others));
    }

    /** As far as the candidate goes, so that it is the mean of just the models that are judged. */
    private Checkpoint towards(TrainingReport trained) {
        return learning.towards(trained.best(), mix.feedbackRows());
    }

    /** What was learned without them and the serving model, compared on the new labels. */
    Comparison compared() throws InterruptedException {
        Comparison all = Comparison.NONE;
        for (Fold fold : folds) {
            all = all.plus(Comparison.of(
                    learning.serving().answers(learning.workshop(), fold.rows()),
                    learning.workshop().answers().once(towards(fold.trained()), fold.rows()),
                    fold.rows()));
        }
        return all;
    }

    private static Set<NormalisedText> texts(List<Example> rows) {
        return rows.stream().map(row -> new NormalisedText(row.text())).collect(Collectors.toSet());
    }
}
