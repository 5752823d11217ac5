package io.sentistream.trainer.gate;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the serving model and the candidate did on the same rows.
 *
 * @param serving the serving model on all rows
 * @param candidate the candidate on all rows
 * @param gains what the candidate gained in accuracy on the rows of each label, by class index
 */
public record Comparison(Evaluation serving, Evaluation candidate, Map<Integer, Double> gains) {
    public Comparison {
        gains = Map.copyOf(gains);
    }

    /** Compares answers, given in the order of the rows. */
    public static Comparison of(List<Classification> serving, List<Classification> candidate, List<Example> rows) {
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            byLabel.computeIfAbsent(rows.get(row).label(), label -> new ArrayList<>())
                    .add(row);
        }
        Map<Integer, Double> gains = new TreeMap<>();
        byLabel.forEach((label, own) -> {
            List<Example> examples = chosen(rows, own);
            gains.put(
                    label,
                    Evaluation.of(chosen(candidate, own), examples).accuracy()
                            - Evaluation.of(chosen(serving, own), examples).accuracy());
        });
        return new Comparison(Evaluation.of(serving, rows), Evaluation.of(candidate, rows), gains);
    }

    /** The candidate's accuracy less the serving model's. */
    double gain() {
        return candidate.accuracy() - serving.accuracy();
    }

    /** The mean of the gains of all labels, so that a label that is rare counts as much as one that is not. */
    double balancedGain() {
        return gains.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    int rows() {
        return candidate.rows();
    }

    private static <T> List<T> chosen(List<T> list, List<Integer> indices) {
        return indices.stream().map(list::get).toList();
    }
}
