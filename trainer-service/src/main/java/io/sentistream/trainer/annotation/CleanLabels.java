package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.replay.SettledText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The feedback that may teach, each normalised text once with a settled label, and what is set aside, with reasons.
 *
 * @param fresh texts that no training has learned from yet, in the order they came
 * @param older those that one has
 * @param setAside rows that are not learned; those that say the same as another of their text are not among them
 */
public record CleanLabels(List<SettledText> fresh, List<SettledText> older, List<SetAside> setAside) {
    /** Where nobody said where a text comes from. */
    private static final String SOURCE = "feedback";

    public CleanLabels {
        fresh = List.copyOf(fresh);
        older = List.copyOf(older);
        setAside = List.copyOf(setAside);
    }

    /**
     * What these rows may teach.
     *
     * @param now the time up to which the windows of caps have moved on
     */
    public static CleanLabels of(
            ReplayStore.Snapshot feedback, Labels labels, KnownTexts known, AnnotationConfig config, Instant now) {
        Votes votes = Votes.of(feedback, labels, known);
        Annotators annotators = new Annotators(votes.texts(), votes.canaries(), known, labels, config);
        List<SetAside> setAside = new ArrayList<>(votes.setAside());

        Map<String, Optional<String>> distrusted = new TreeMap<>();
        List<Vote> trusted = new ArrayList<>();
        List<Vote> released = new ArrayList<>();
        for (Vote vote : votes.all()) {
            Optional<String> distrust = distrusted.computeIfAbsent(vote.annotator(), annotators::distrust);
            if (vote.released()) {
                released.add(vote);
            } else if (distrust.isPresent()) {
                add(setAside, vote, QuarantineReason.UNRELIABLE_ANNOTATOR, distrust.get());
            } else {
                trusted.add(vote);
            }
        }
        Map<Vote, Caps.Waiting> waiting = new Caps(config, now).waiting(trusted);
        waiting.forEach((vote, why) -> add(setAside, vote, why.reason(), why.why()));
        trusted.removeIf(waiting::containsKey);
        trusted.addAll(released);
        return settled(trusted, new Ballot(annotators, labels, config), setAside);
    }

    private static CleanLabels settled(List<Vote> votes, Ballot ballot, List<SetAside> setAside) {
        List<SettledText> fresh = new ArrayList<>();
        List<SettledText> older = new ArrayList<>();
        votes.stream()
                .collect(Collectors.groupingBy(Vote::text, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(text -> {
                    Ballot.Outcome outcome = ballot.settle(text);
                    setAside.addAll(outcome.setAside());
                    outcome.label().ifPresent(label -> {
                        boolean learned = outcome.settled().stream().anyMatch(Vote::learned);
                        (learned ? older : fresh).add(settled(label, outcome.settled()));
                    });
                });
        return new CleanLabels(fresh, older, setAside);
    }

    private static SettledText settled(int label, List<Vote> votes) {
        FeedbackRow newest = votes.get(0).newest();
        return new SettledText(
                new Example(newest.text(), label, newest.source().orElse(SOURCE)),
                votes.stream()
                        .flatMap(vote -> vote.rows().stream())
                        .map(row -> row.key())
                        .toList());
    }

    private static void add(List<SetAside> setAside, Vote vote, QuarantineReason reason, String why) {
        vote.rows().forEach(row -> setAside.add(new SetAside(row, reason, why)));
    }

    /** How many rows are set aside for which reason. */
    public Map<QuarantineReason, Long> counts() {
        return setAside.stream()
                .collect(Collectors.groupingBy(
                        SetAside::reason, () -> new EnumMap<>(QuarantineReason.class), Collectors.counting()));
    }

    /** Puts these counts among a version's metrics, and in how many texts the labels that are learned settled. */
    public void addTo(Map<String, Double> metrics) {
        metrics.put("labels.settled.texts", (double) (fresh.size() + older.size()));
        counts().forEach((reason, count) -> metrics.put(
                "labels.set.aside." + reason.name().toLowerCase(Locale.ROOT).replace('_', '.'), (double) count));
    }

    /** The same in words, such as "3 labels are set aside (2 outvoted, 1 canary)"; empty where none is. */
    public String summary() {
        return setAside.isEmpty()
                ? ""
                : setAside.size() + (setAside.size() == 1 ? " label is" : " labels are") + " set aside ("
                        + counts().entrySet().stream()
                                .map(count -> count.getValue() + " " + words(count.getKey()))
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    private static String words(QuarantineReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
