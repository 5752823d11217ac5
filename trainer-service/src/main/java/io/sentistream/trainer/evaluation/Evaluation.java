package io.sentistream.trainer.evaluation;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.trainer.data.Example;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model's answers to labelled rows, counted.
 *
 * @param correct rows whose highest score is that of their label
 * @param rows all rows
 * @param loss the mean cross-entropy in nats; 0 where there are no rows
 * @param macroF1 the mean, over the classes that rows or answers have, of each class's F1; 0 where there are no rows
 * @param others what else a task is measured by, from 0 to 1, by name: {@link #F1} and so on
 */
public record Evaluation(int correct, int rows, double loss, double macroF1, Map<String, Double> others) {
    /** The name of a task's own F1. */
    public static final String F1 = "f1";

    /** Of no rows. */
    public static final Evaluation NONE = new Evaluation(0, 0, 0, 0);

    /** The 97.5 % quantile of the normal distribution: an interval that holds the truth 95 times of 100. */
    private static final double Z = 1.959963984540054;

    public Evaluation {
        others = Map.copyOf(others);
    }

    /** Of single texts. */
    public Evaluation(int correct, int rows, double loss, double macroF1) {
        this(correct, rows, loss, macroF1, Map.of());
    }

    /** The task's own F1, or else the mean over the classes. */
    public double f1() {
        return others.getOrDefault(F1, macroF1);
    }

    /** An interval, both ends from 0 to 1. */
    public record Interval(double low, double high) {}

    /** Classifies rows and counts. */
    public static Evaluation of(TextClassifier classifier, List<Example> examples) {
        return of(classifier.classifyTexts(examples.stream().map(Example::text).toList()), examples);
    }

    /** Counts answers, given in the order of the rows, with scores in the order of the class indices. */
    public static Evaluation of(List<Classification> answers, List<Example> examples) {
        if (answers.size() != examples.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + examples.size() + " rows");
        }
        if (answers.isEmpty()) {
            return NONE;
        }
        int correct = 0;
        double loss = 0;
        ClassCounts counts = new ClassCounts(answers.get(0).scores().size());
        for (int i = 0; i < answers.size(); i++) {
            List<Double> scores = answers.get(i).scores();
            int label = examples.get(i).label();
            double own = scores.get(label);
            boolean right = isRight(answers.get(i), label);
            if (right) {
                correct++;
            }
            counts.add(label, right ? label : scores.indexOf(Collections.max(scores)));
            loss -= Math.log(Math.max(own, Double.MIN_NORMAL));
        }
        return new Evaluation(correct, answers.size(), loss / answers.size(), counts.macroF1());
    }

    /** Whether no score is higher than that of the label. */
    public static boolean isRight(Classification answer, int label) {
        return answer.scores().get(label) == Collections.max(answer.scores()).doubleValue();
    }

    /** The part of the rows that is correct; 0 where there are none. */
    public double accuracy() {
        return rows == 0 ? 0 : (double) correct / rows;
    }

    /** The 95 % interval of the accuracy (Wilson, "Probable inference, the law of succession", 1927). */
    public Interval interval() {
        if (rows == 0) {
            return new Interval(0, 1);
        }
        double p = accuracy();
        double square = Z * Z / rows;
        double middle = (p + square / 2) / (1 + square);
        double half = Z * Math.sqrt(p * (1 - p) / rows + square / (4 * rows)) / (1 + square);
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** Adds accuracy, its interval, loss, macro F1 and the number of rows under names that begin with {@code prefix}. */
    public void addTo(Map<String, Double> metrics, String prefix) {
        if (rows > 0) {
            metrics.put(prefix + ".accuracy", accuracy());
            metrics.put(prefix + ".accuracy.low", interval().low());
            metrics.put(prefix + ".accuracy.high", interval().high());
            metrics.put(prefix + ".loss", loss);
            metrics.put(prefix + ".macro.f1", macroF1);
            metrics.put(prefix + ".rows", (double) rows);
            others.forEach((name, value) -> metrics.put(prefix + "." + name, value));
        }
    }

    /** For people: {@code 0.8830 (770 of 872, 95 % interval 0.860 to 0.903)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4f (%d of %d, 95 %% interval %.3f to %.3f)",
                accuracy(),
                correct,
                rows,
                interval().low(),
                interval().high());
    }
}
