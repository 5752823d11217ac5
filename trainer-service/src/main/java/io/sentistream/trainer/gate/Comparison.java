package io.sentistream.trainer.gate;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the serving model and the candidate did on the same rows.
 *
 * @param byLabel on the rows of each label that occurs, by class index
 * @param bySource on the rows of each source that occurs, by its name
 */
public record Comparison(Map<Integer, Paired> byLabel, Map<String, Paired> bySource) {
    /** Of no rows. */
    public static final Comparison NONE = new Comparison(Map.of(), Map.of());

    public Comparison {
        byLabel = Collections.unmodifiableMap(new TreeMap<>(byLabel));
        bySource = Collections.unmodifiableMap(new TreeMap<>(bySource));
    }

    /** Compares answers, given in the order of the rows. */
    public static Comparison of(List<Classification> serving, List<Classification> candidate, List<Example> rows) {
        Map<Integer, Paired> byLabel = new TreeMap<>();
        Map<String, Paired> bySource = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            Example example = rows.get(row);
            Paired paired = Paired.NONE.plus(
                    Evaluation.isRight(serving.get(row), example.label()),
                    Evaluation.isRight(candidate.get(row), example.label()));
            byLabel.merge(example.label(), paired, Paired::plus);
            bySource.merge(example.source(), paired, Paired::plus);
        }
        return new Comparison(byLabel, bySource);
    }

    /** On these rows and on others. */
    public Comparison plus(Comparison others) {
        return new Comparison(sum(byLabel, others.byLabel), sum(bySource, others.bySource));
    }

    private static <K> Map<K, Paired> sum(Map<K, Paired> some, Map<K, Paired> others) {
        Map<K, Paired> sum = new TreeMap<>(some);
        others.forEach((key, paired) -> sum.merge(key, paired, Paired::plus));
        return sum;
    }

    /** On all rows. */
    public Paired total() {
        return byLabel.values().stream().reduce(Paired.NONE, Paired::plus);
    }

    /** The mean of what each label gained in accuracy, so that a label that is rare counts as much as one that is not. */
    double balancedGain() {
        return byLabel.values().stream()
                .mapToDouble(Paired::difference)
                .average()
                .orElse(0);
    }
}
