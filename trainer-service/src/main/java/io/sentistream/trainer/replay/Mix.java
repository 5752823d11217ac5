package io.sentistream.trainer.replay;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.data.NearDuplicates;
import io.sentistream.trainer.data.RowsDigest;
import io.sentistream.trainer.data.Withholding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a training learns from, and the feedback that it is judged on. No text is on both sides, nor a near-duplicate of
 * it, none is learned twice, and none of the withheld base rows is learned.
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

    /**
     * The mix of these rows; the seed decides which older and base rows are chosen.
     *
     * @param fresh settled texts that no training has learned from yet, none of which is judged on
     * @param older those that one has
     */
    public static Mix of(
            List<SettledText> fresh, List<SettledText> older, Withholding base, ReplayConfig config, long seed) {
        Set<SettledText> repeated = repeated(older, fresh);
        return ofDifferent(without(fresh, repeated), without(older, repeated), base, config, seed);
    }

    private static Mix ofDifferent(
            List<SettledText> fresh, List<SettledText> older, Withholding base, ReplayConfig config, long seed) {
        FeedbackSplit split = new FeedbackSplit(config.withheldFeedback());
        List<SettledText> withheld = new ArrayList<>(fresh);
        withheld.addAll(older);
        withheld.removeIf(row -> !split.withholds(row.text()));
        Random random = new Random(seed);
        List<SettledText> chosenFresh = learned(fresh, split);
        List<SettledText> chosenOlder = choice(learned(older, split), config.olderRows(), random);
        long baseRows = Math.round(config.baseRatio() * (chosenFresh.size() + chosenOlder.size()));
        Set<NormalisedText> elsewhere = new HashSet<>();
        Stream.of(withheld, chosenFresh, chosenOlder)
                .flatMap(List::stream)
                .forEach(row -> elsewhere.add(new NormalisedText(row.text())));
        base.withheld().forEach(row -> elsewhere.add(new NormalisedText(row.text())));
        List<Example> others = base.train().stream()
                .filter(row -> !elsewhere.contains(new NormalisedText(row.text())))
                .toList();
        List<Example> chosenBase = choice(others, baseRows, random);
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

    /** The feedback to learn from, new and older. */
    public List<Example> feedback() {
        List<Example> all = new ArrayList<>(fresh);
        all.addAll(older);
        return all;
    }

    /** The rows to learn from, together. */
    public List<Example> train() {
        List<Example> all = feedback();
        all.addAll(base);
        return all;
    }

    /** How many feedback rows are learned from. */
    public int feedbackRows() {
        return fresh.size() + older.size();
    }

    /** A text that comes over and over with a few words changed teaches and judges once, as what came first. */
    private static Set<SettledText> repeated(List<SettledText> older, List<SettledText> fresh) {
        List<SettledText> all = new ArrayList<>(older);
        all.addAll(fresh);
        Set<SettledText> repeated = NearDuplicates.among(
                        all.stream().map(SettledText::text).toList())
                .stream()
                .mapToObj(all::get)
                .collect(Collectors.toSet());
        if (!repeated.isEmpty()) {
            log.info("{} of {} texts are near-duplicates of others, and are left out", repeated.size(), all.size());
        }
        return repeated;
    }

    private static List<SettledText> without(List<SettledText> rows, Set<SettledText> repeated) {
        return rows.stream().filter(row -> !repeated.contains(row)).toList();
    }

    private static List<SettledText> learned(List<SettledText> rows, FeedbackSplit split) {
        return rows.stream().filter(row -> !split.withholds(row.text())).toList();
    }

    private static List<Example> examples(List<SettledText> rows) {
        return rows.stream().map(SettledText::example).toList();
    }

    private static String digest(List<SettledText> rows) {
        return RowsDigest.ofKeys(
                rows.stream().flatMap(row -> row.keys().stream()).toList());
    }

    private static <T> List<T> choice(List<T> rows, long count, Random random) {
        List<T> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, (int) Math.min(count, shuffled.size()));
    }
}
