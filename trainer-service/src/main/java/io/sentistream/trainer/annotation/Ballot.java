package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.QuarantineReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settles what a text's label is, or that it can't be: where all votes agree they do; else the votes decide, weighed by the
 * annotators' reliability, and what a person released decides alone.
 */
record Ballot(Annotators annotators, Labels labels, AnnotationConfig config) {
    /**
     * What came of it.
     *
     * @param label the class index; none where the votes don't settle it
     * @param settled the votes for it
     */
    record Outcome(OptionalInt label, List<Vote> settled, List<SetAside> setAside) {}

    /** The outcome of at least one vote. */
    Outcome settle(List<Vote> votes) {
        Optional<Vote> released = released(votes);
        if (released.isPresent()) {
            Vote decisive = released.get();
            return settled(
                    votes,
                    decisive.label(),
                    "a person released the label " + name(decisive.label()) + " that " + decisive.annotator()
                            + " gave the same text");
        }
        if (votes.stream().map(Vote::label).distinct().count() == 1) {
            return settled(votes, votes.get(0).label(), "");
        }
        double[] chances = annotators.chances(votes);
        int likely = 0;
        for (int label = 1; label < chances.length; label++) {
            likely = chances[label] > chances[likely] ? label : likely;
        }
        String said = said(votes);
        String sure = String.format(
                Locale.ROOT, "weighed by their reliability it is %s with %.0f %%", name(likely), 100 * chances[likely]);
        return chances[likely] >= config.agreement()
                ? settled(votes, likely, "outvoted: " + said + "; " + sure)
                : contradictory(
                        votes,
                        String.format(
                                Locale.ROOT,
                                "the labels of this text contradict each other: %s; %s, and %.0f %% are asked for"
                                        + " (labels.agreement). Another annotator's label may settle it, or release the"
                                        + " right one",
                                said,
                                sure,
                                100 * config.agreement()));
    }

    /** The vote that a person released; of several the last that came. */
    static Optional<Vote> released(List<Vote> votes) {
        return votes.stream()
                .filter(Vote::released)
                .max(Comparator.comparing((Vote vote) -> vote.newest().labelledAt())
                        .thenComparing(vote -> vote.newest().key()));
    }

    private Outcome settled(List<Vote> votes, int label, String why) {
        List<Vote> agreeing = new ArrayList<>();
        List<SetAside> outvoted = new ArrayList<>();
        for (Vote vote : votes) {
            if (vote.label() == label) {
                agreeing.add(vote);
            } else {
                vote.rows().forEach(row -> outvoted.add(new SetAside(row, QuarantineReason.OUTVOTED, why)));
            }
        }
        return new Outcome(OptionalInt.of(label), agreeing, outvoted);
    }

    private static Outcome contradictory(List<Vote> votes, String why) {
        return new Outcome(
                OptionalInt.empty(),
                List.of(),
                votes.stream()
                        .flatMap(vote -> vote.rows().stream())
                        .map(row -> new SetAside(row, QuarantineReason.CONTRADICTORY, why))
                        .toList());
    }

    /** Such as "negative by ada, positive by bob and 2 more". */
    private String said(List<Vote> votes) {
        Map<Integer, List<String>> by = votes.stream()
                .sorted(Comparator.comparing(Vote::annotator))
                .collect(Collectors.groupingBy(
                        Vote::label, TreeMap::new, Collectors.mapping(Vote::annotator, Collectors.toList())));
        return by.entrySet().stream()
                .map(entry -> name(entry.getKey()) + " by " + names(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<String> names) {
        return names.size() <= 3
                ? String.join(" and ", names)
                : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
    }

    private String name(int label) {
        return labels.names().get(label);
    }
}
