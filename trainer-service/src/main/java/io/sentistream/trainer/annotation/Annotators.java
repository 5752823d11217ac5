package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.annotation.DawidSkene.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the votes show of the annotators. */
final class Annotators {
    private final Labels labels;
    private final AnnotationConfig config;
    private final Map<String, Integer> index = new HashMap<>();
    private final DawidSkene model;
    private final double[][][] evidence;

    /**
     * Estimates from the texts that several labelled, and from those whose label is known: canaries, and what a person
     * released.
     *
     * @param texts the votes for each text
     * @param canaries the same for each canary
     */
    Annotators(
            Collection<List<Vote>> texts,
            Collection<List<Vote>> canaries,
            KnownTexts known,
            Labels labels,
            AnnotationConfig config) {
        this.labels = labels;
        this.config = config;
        List<List<Vote>> telling = new ArrayList<>(canaries);
        texts.stream()
                .filter(votes -> votes.size() > 1 || votes.get(0).released())
                .forEach(telling::add);
        // Whatever the order of the rows, sums are the same to the last bit.
        telling.sort(Comparator.comparing(votes -> votes.get(0).text().text()));
        new TreeSet<>(telling.stream()
                        .flatMap(List::stream)
                        .map(Vote::annotator)
                        .toList())
                .forEach(annotator -> index.put(annotator, index.size()));
        model = DawidSkene.of(
                telling.stream().map(votes -> question(votes, known)).toList(),
                index.size(),
                labels.names().size());
        evidence = model.evidence(config.agreement());
    }

    /** Why an annotator is not trusted; empty for one who is, or of whom too little is known. */
    Optional<String> distrust(String annotator) {
        Integer known = index.get(annotator);
        if (known == null) {
            return Optional.empty();
        }
        Reliability reliability = Reliability.of(evidence[known], model);
        return reliability.isBelow(config.reliability(), labels.names().size())
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s is right of %.0f %% of the texts, and of at most %.0f %%, as the mean over the labels, where"
                                + " other annotators or canaries tell (%d texts); chance is right of %.0f %%",
                        annotator,
                        100 * reliability.right(),
                        100 * reliability.atMost(),
                        reliability.texts(),
                        100.0 / labels.names().size()))
                : Optional.empty();
    }

    /** The chances of each label by these votes, weighed by the annotators' reliability. */
    double[] chances(List<Vote> votes) {
        List<Vote> sorted = sorted(votes);
        return model.chances(annotators(sorted), answers(sorted));
    }

    private Question question(List<Vote> votes, KnownTexts known) {
        List<Vote> sorted = sorted(votes);
        int canary = known.canaries().getOrDefault(votes.get(0).text(), -1);
        return new Question(
                annotators(sorted),
                answers(sorted),
                Ballot.released(votes).map(Vote::label).orElse(canary));
    }

    private static List<Vote> sorted(List<Vote> votes) {
        return votes.stream().sorted(Comparator.comparing(Vote::annotator)).collect(Collectors.toList());
    }

    private int[] annotators(List<Vote> votes) {
        return votes.stream().mapToInt(vote -> index.get(vote.annotator())).toArray();
    }

    private static int[] answers(List<Vote> votes) {
        return votes.stream().mapToInt(Vote::label).toArray();
    }
}
