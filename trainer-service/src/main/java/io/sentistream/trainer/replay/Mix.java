package io.sentistream.trainer.replay;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.data.RowsDigest;
import io.sentistream.trainer.data.Withholding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
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
 * @param digests {@link RowsDigest}s by name, of feedback by its keys on {@code labelled}
 */
public record Mix(
        List<Example> fresh,
        List<Example> older,
        List<Example> base,
        List<Example> withheld,
        Map<String, String> digests) {
    private static final Logger log = LoggerFactory.getLogger(Mix.class);
    private static final String SOURCE = "feedback";

    private record Row(String key, Example example) {
        String text() {
            return example.text();
        }
    }

    /** The mix of these rows; the seed decides which older and base rows are chosen. */
    public static Mix of(
            ReplayStore.Snapshot feedback, Withholding base, Labels labels, ReplayConfig config, long seed) {
        List<Row> fresh = readable(feedback.fresh(), labels);
        List<Row> older = readable(feedback.older(), labels);
        FeedbackSplit split = new FeedbackSplit(config.withheldFeedback());
        List<Row> withheld = new ArrayList<>(fresh);
        withheld.addAll(older);
        withheld.removeIf(row -> !split.withholds(row.text()));
        Set<NormalisedText> judgedOn = texts(examples(withheld));
        judgedOn.addAll(texts(base.withheld()));

        Random random = new Random(seed);
        List<Row> chosenFresh = without(fresh, Row::text, judgedOn);
        List<Row> chosenOlder = choice(without(older, Row::text, judgedOn), config.olderRows(), random);
        long baseRows = Math.round(config.baseRatio() * (chosenFresh.size() + chosenOlder.size()));
        List<Example> chosenBase = choice(without(base.train(), Example::text, judgedOn), baseRows, random);
        return new Mix(
                examples(chosenFresh),
                examples(chosenOlder),
                chosenBase,
                examples(withheld),
                Map.of(
                        "feedback.new.sha256", digest(chosenFresh),
                        "feedback.older.sha256", digest(chosenOlder),
                        "feedback.withheld.sha256", digest(withheld),
                        "base.rows.sha256", RowsDigest.of(chosenBase)));
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

    private static List<Row> readable(List<FeedbackRow> rows, Labels labels) {
        List<Row> readable = new ArrayList<>();
        for (FeedbackRow row : rows) {
            try {
                int label = labels.indexOf(row.label());
                if (row.text().isBlank()) {
                    throw new IllegalArgumentException("its text is empty");
                }
                readable.add(new Row(row.key(), new Example(row.text(), label, SOURCE)));
            } catch (IllegalArgumentException e) {
                log.warn("The feedback in {} is set aside: {}", row, e.getMessage());
            }
        }
        return readable;
    }

    private static List<Example> examples(List<Row> rows) {
        return rows.stream().map(Row::example).toList();
    }

    private static String digest(List<Row> rows) {
        return RowsDigest.ofKeys(rows.stream().map(Row::key).toList());
    }

    private static Set<NormalisedText> texts(List<Example> rows) {
        Set<NormalisedText> texts = new HashSet<>();
        rows.forEach(row -> texts.add(new NormalisedText(row.text())));
        return texts;
    }

    private static <T> List<T> without(List<T> rows, Function<T, String> text, Set<NormalisedText> texts) {
        return rows.stream()
                .filter(row -> !texts.contains(new NormalisedText(text.apply(row))))
                .toList();
    }

    private static <T> List<T> choice(List<T> rows, long count, Random random) {
        List<T> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, (int) Math.min(count, shuffled.size()));
    }
}
