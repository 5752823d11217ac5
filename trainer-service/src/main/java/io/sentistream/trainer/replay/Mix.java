package io.sentistream.trainer.replay;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.data.Withholding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a training learns from, and the feedback that it is judged on. No text is on both sides, and none of the withheld
 * base rows is learned.
 *
 * @param fresh new feedback
 * @param older a choice of the feedback that was learned from before
 * @param base a choice of base rows
 * @param withheld all withheld feedback, new and older
 */
public record Mix(List<Example> fresh, List<Example> older, List<Example> base, List<Example> withheld) {
    private static final Logger log = LoggerFactory.getLogger(Mix.class);
    private static final String SOURCE = "feedback";

    /** The mix of these rows; the seed decides which older and base rows are chosen. */
    public static Mix of(
            ReplayStore.Snapshot feedback, Withholding base, Labels labels, ReplayConfig config, long seed) {
        List<Example> fresh = readable(feedback.fresh(), labels);
        List<Example> older = readable(feedback.older(), labels);
        FeedbackSplit split = new FeedbackSplit(config.withheldFeedback());
        List<Example> withheld = new ArrayList<>(fresh);
        withheld.addAll(older);
        withheld.removeIf(row -> !split.withholds(row.text()));
        Set<NormalisedText> judgedOn = texts(withheld);
        judgedOn.addAll(texts(base.withheld()));

        Random random = new Random(seed);
        List<Example> chosenFresh = without(fresh, judgedOn);
        List<Example> chosenOlder = choice(without(older, judgedOn), config.olderRows(), random);
        long baseRows = Math.round(config.baseRatio() * (chosenFresh.size() + chosenOlder.size()));
        return new Mix(chosenFresh, chosenOlder, choice(without(base.train(), judgedOn), baseRows, random), withheld);
    }

    /** The rows to learn from, together. */
    public List<Example> train() {
        List<Example> all = new ArrayList<>(fresh);
        all.addAll(older);
        all.addAll(base);
        return all;
    }

    /** How many feedback rows are learned from. */
    public int feedbackRows() {
        return fresh.size() + older.size();
    }

    private static List<Example> readable(List<FeedbackRow> rows, Labels labels) {
        List<Example> examples = new ArrayList<>();
        for (FeedbackRow row : rows) {
            try {
                int label = labels.indexOf(row.label());
                if (row.text().isBlank()) {
                    throw new IllegalArgumentException("its text is empty");
                }
                examples.add(new Example(row.text(), label, SOURCE));
            } catch (IllegalArgumentException e) {
                log.warn("The feedback in {} is set aside: {}", row, e.getMessage());
            }
        }
        return examples;
    }

    private static Set<NormalisedText> texts(List<Example> rows) {
        Set<NormalisedText> texts = new HashSet<>();
        rows.forEach(row -> texts.add(new NormalisedText(row.text())));
        return texts;
    }

    private static List<Example> without(List<Example> rows, Set<NormalisedText> texts) {
        return rows.stream()
                .filter(row -> !texts.contains(new NormalisedText(row.text())))
                .toList();
    }

    private static List<Example> choice(List<Example> rows, long count, Random random) {
        List<Example> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, (int) Math.min(count, shuffled.size()));
    }
}
