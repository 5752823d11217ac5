package io.sentistream.trainer.probation;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.gate.Paired;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a probation stands, by the labels given so far.
 *
 * <ul>
 *   <li>An annotator whose labels contradict both models, where these answer alike, as often as they confirm them or more
 *       often, is left out: who only corrects, or votes everything wrong, says nothing of how often a model is right.
 *   <li>Each text counts once, for the first of the others to label it.
 *   <li>Of each annotator the first labels count, so many that nobody has more than an equal part of
 *       {@code probation.annotators}.
 *   <li>Of these, {@link LossTest} asks whether more than the margin is lost.
 * </ul>
 *
 * @param compared what the annotators who are not left out say
 * @param annotators how many they are
 * @param unfair how many are left out
 * @param unreliable how many are not heard at all, since they were found unreliable before
 * @param counted how many of the labels count
 * @param evidence for a loss beyond the margin, above 0
 */
public record Standing(
        ProbationConfig config,
        Paired compared,
        int annotators,
        int unfair,
        int unreliable,
        int counted,
        double evidence) {
    /** By these labels, in any order, of annotators of whom nothing is known. */
    public static Standing of(Collection<Vote> votes, ProbationConfig config) {
        return of(votes, 0, config);
    }

    /** The same where so many more annotators labelled who are not heard. */
    static Standing of(Collection<Vote> votes, int unreliable, ProbationConfig config) {
        List<Vote> inOrder = votes.stream().sorted(Vote.IN_ORDER).toList();
        Map<String, Paired> said = new HashMap<>();
        inOrder.forEach(vote -> said.merge(vote.annotator(), vote.paired(), Paired::plus));
        Map<String, List<Paired>> heard = new TreeMap<>();
        Set<NormalisedText> texts = new HashSet<>();
        for (Vote vote : inOrder) {
            if (isFair(said.get(vote.annotator())) && texts.add(vote.text())) {
                heard.computeIfAbsent(vote.annotator(), name -> new ArrayList<>())
                        .add(vote.paired());
            }
        }
        int most = most(heard.values(), config.annotators());
        List<Paired> counted = heard.values().stream()
                .map(labels -> total(labels.subList(0, Math.min(most, labels.size()))))
                .toList();
        return new Standing(
                config,
                total(heard.values().stream().map(Standing::total).toList()),
                heard.size(),
                (int) said.values().stream().filter(labels -> !isFair(labels)).count(),
                unreliable,
                total(counted).rows(),
                test(config).evidence(counted));
    }

    private static LossTest test(ProbationConfig config) {
        return new LossTest(config.margin(), config.spared());
    }

    private static boolean isFair(Paired labels) {
        return labels.neither() == 0 || labels.neither() < labels.both();
    }

    /** How many labels of one annotator may count, so that these are no more than an equal part of this many annotators'. */
    private static int most(Collection<List<Paired>> heard, int annotators) {
        int most = heard.stream().mapToInt(List::size).max().orElse(0);
        while (most > 0 && (long) annotators * most > countedAt(most, heard)) {
            most--;
        }
        return most;
    }

    private static long countedAt(int most, Collection<List<Paired>> heard) {
        return heard.stream().mapToLong(labels -> Math.min(most, labels.size())).sum();
    }

    private static Paired total(List<Paired> parts) {
        return parts.stream().reduce(Paired.NONE, Paired::plus);
    }

    /** Whether a loss beyond the margin is shown, by labels and annotators enough. */
    public boolean showsLoss() {
        return annotators >= config.annotators() && counted >= config.labels() && evidence >= config.enough();
    }

    /** Whether nobody labelled anything yet. */
    public boolean isEmpty() {
        return compared.rows() + unfair + unreliable == 0;
    }

    /** For people: what was seen so far, and what is missing. */
    public String told() {
        if (isEmpty()) {
            return "no new labels yet";
        }
        StringBuilder told = new StringBuilder(String.format(
                Locale.ROOT,
                "%d new labels of %d annotators, of which %d count: accuracy %s; the evidence for a loss of more than %.3f, even"
                        + " without the %d annotators who show most of it, is %.3g, and %.3g rolls back",
                compared.rows(),
                annotators,
                counted,
                compared,
                config.margin(),
                test(config).leftOut(annotators),
                evidence,
                config.enough()));
        if (annotators < config.annotators() || counted < config.labels()) {
            told.append(String.format(
                    Locale.ROOT,
                    ", once there are %d labels of %d annotators, each of whom counts for at most an equal part of these",
                    config.labels(),
                    config.annotators()));
        }
        if (unfair > 0) {
            told.append(String.format(
                    Locale.ROOT,
                    "; %d annotators are left out, who contradict what both models say as often as they confirm it",
                    unfair));
        }
        if (unreliable > 0) {
            told.append(String.format(
                    Locale.ROOT,
                    "; %d annotators are not heard, whom the trainer had found unreliable, as 'sentistream quarantine list' tells",
                    unreliable));
        }
        return told.toString();
    }
}
