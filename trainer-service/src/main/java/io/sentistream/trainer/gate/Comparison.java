package io.sentistream.trainer.gate;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the serving model and the candidate did on the same rows.
 *
 * @param byLabel on the rows of each label that occurs, by class index
 */
public record Comparison(Map<Integer, Paired> byLabel) {
    public Comparison {
        byLabel = Map.copyOf(byLabel);
    }

    /** Compares answers, given in the order of the rows. */
    public static Comparison of(List<Classification> serving, List<Classification> candidate, List<Example> rows) {
        Map<Integer, Paired> byLabel = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            int label = rows.get(row).label();
            byLabel.put(
                    label,
                    byLabel.getOrDefault(label, Paired.NONE)
                            .plus(
                                    Evaluation.isRight(serving.get(row), label),
                                    Evaluation.isRight(candidate.get(row), label)));
        }
        return new Comparison(byLabel);
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
