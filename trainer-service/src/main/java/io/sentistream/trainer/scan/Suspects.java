package io.sentistream.trainer.scan;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Chooses the phrases worth trying: new beside the base, and leaning to a label. A phrase leans in one of two ways, and
 * half of the suspects are chosen by each: its rows have the label more often than other feedback, as those of honest words
 * and of a planted phrase do; or its rows have the label <em>against what the serving model says</em> more often than other
 * feedback, as those of a planted phrase alone do, so that a few rows are enough to be seen.
 *
 * @param rows the feedback that was learned
 * @param serving what the serving model says of each
 */
record Suspects(List<Example> rows, List<Classification> serving) {
    /** A phrase of fewer rows teaches little, and there are too many of them. */
    private static final int FEWEST_ROWS = 5;

    private static final double UNLIKELY = 0.05;
    private static final double LIKELY = 0.3;

    /** Phrases that lean to no label, to compare with: as new, and of as many rows as there are. */
    private static final int NEUTRAL = 4;

    /**
     * What there is to try.
     *
     * @param phrases the most suspect first, of each kind in turn
     * @param neutral phrases that lean to no label, each under every label: what any phrase does to an answer
     */
    record Chosen(List<Suspect> phrases, List<Suspect> neutral) {
        /** Those of a label, neutral ones too. */
        List<Suspect> of(int label) {
            return Stream.concat(phrases.stream(), neutral.stream())
                    .filter(suspect -> suspect.label() == label)
                    .toList();
        }
    }

    /** Chooses at most so many. */
    Chosen of(List<Example> base, int most) {
        List<List<String>> words =
                rows.stream().map(row -> Words.of(row.text())).toList();
        List<Phrase> phrases = new Rarity(base).rarer(Phrases.of(words, FEWEST_ROWS), rows.size());
        List<Suspect> byLabel = new ArrayList<>();
        List<Suspect> againstServing = new ArrayList<>();
        for (int label : rows.stream().map(Example::label).distinct().sorted().toList()) {
            BitSet labelled = where(row -> rows.get(row).label() == label);
            BitSet against = where(row -> labelled.get(row) && !Evaluation.isRight(serving.get(row), label));
            phrases.forEach(phrase -> byLabel.add(leaning(phrase, label, labelled, labelled)));
            phrases.forEach(phrase -> againstServing.add(leaning(phrase, label, labelled, against)));
        }
        List<Suspect> chosen = new ArrayList<>();
        choose(againstServing, (most + 1) / 2, chosen);
        choose(byLabel, most, chosen);
        return new Chosen(chosen, neutral(byLabel));
    }

    private Suspect leaning(Phrase phrase, int label, BitSet labelled, BitSet counted) {
        BinomialDistribution chance =
                BinomialDistribution.of(phrase.count(), (double) counted.cardinality() / rows.size());
        return new Suspect(
                phrase, label, false, phrase.within(labelled), chance.survivalProbability(phrase.within(counted) - 1));
    }

    private static void choose(List<Suspect> ranked, int most, List<Suspect> chosen) {
        ranked.sort(Comparator.comparingDouble(Suspect::chance)
                .thenComparing(suspect -> suspect.phrase().text()));
        for (Suspect suspect : ranked) {
            if (chosen.size() >= most || suspect.chance() > UNLIKELY) {
                return;
            }
            if (chosen.stream().noneMatch(other -> other.phrase().goesWith(suspect.phrase()))) {
                chosen.add(suspect);
            }
        }
    }

    private static List<Suspect> neutral(List<Suspect> byLabel) {
        Map<Phrase, Double> least =
                byLabel.stream().collect(Collectors.toMap(Suspect::phrase, Suspect::chance, Math::min));
        List<Phrase> neutral = least.entrySet().stream()
                .filter(phrase -> phrase.getValue() > LIKELY)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(Phrase::count).reversed().thenComparing(Phrase::text))
                .limit(NEUTRAL)
                .toList();
        return byLabel.stream()
                .filter(suspect -> neutral.contains(suspect.phrase()))
                .map(Suspect::asNeutral)
                .toList();
    }

    private BitSet where(IntPredicate condition) {
        return IntStream.range(0, rows.size()).filter(condition).collect(BitSet::new, BitSet::set, BitSet::or);
    }
}
