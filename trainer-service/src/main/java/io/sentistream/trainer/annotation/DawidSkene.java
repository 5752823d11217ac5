package io.sentistream.trainer.annotation;

import java.util.Arrays;
import java.util.List;

/**
 * How often each annotator gives which answer to texts of which label, estimated from texts that several answered and from
 * those whose label is known, without anybody's being known to be right: by expectation maximisation after Dawid and Skene,
 * "Maximum likelihood estimation of observer error-rates using the EM algorithm", 1979. Whoever has answered little counts
 * about as the average annotator, and the average leans on being right; and how often an annotator is right of one label leans
 * on how often of all (Dirichlet priors), without which a label that hardly occurs would come to stand for the others' errors.
 * The same answers give the same estimates. Safe for use by several threads.
 */
final class DawidSkene {
    /** As how many texts the average annotator counts in everybody's estimate. */
    static final double AVERAGE_COUNTS = 4;

    private static final double RIGHT = 0.8;
    private static final double RIGHT_COUNTS = 10;
    /** As which part of an annotator's texts the rate over all labels counts in the estimate of each. */
    private static final double LEANING = 0.25;

    private static final double CLOSE_ENOUGH = 1e-6;
    private static final int MOST_STEPS = 200;

    private final int labels;
    private final List<Question> questions;
    private final double[][] truths;
    private final double[][][] confusions;
    private final double[] prevalence;
    private double averageRight = RIGHT;

    /**
     * The answers to a text.
     *
     * @param annotators who answered, by index
     * @param answers what each said, by label index
     * @param truth the label, where it is known; else -1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    record Question(int[] annotators, int[] answers, int truth) {}

    private DawidSkene(List<Question> questions, int annotators, int labels) {
        this.labels = labels;
        this.questions = questions;
        truths = new double[questions.size()][];
        confusions = new double[annotators][labels][labels];
        prevalence = new double[labels];
    }

    /** The estimates of these answers, by annotators 0 to {@code annotators} and labels 0 to {@code labels}. */
    static DawidSkene of(List<Question> questions, int annotators, int labels) {
        DawidSkene model = new DawidSkene(questions, annotators, labels);
        model.majorities();
        double change;
        int step = 0;
        do {
            model.maximise();
            change = model.expect();
        } while (change > CLOSE_ENOUGH && ++step < MOST_STEPS);
        model.maximise();
        return model;
    }

    /** The chances of each label of a text by these answers alone, whatever label is frequent. They add up to 1. */
    double[] chances(int[] annotators, int[] answers) {
        double[] even = new double[labels];
        Arrays.fill(even, 1.0 / labels);
        return chances(annotators, answers, even);
    }

    /**
     * How often each annotator (first index) said what (third) of texts of which label (second), as far as that is known:
     * expected counts over the texts of whose label the answers are this sure.
     */
    double[][][] evidence(double sure) {
        double[][][] counts = new double[confusions.length][labels][labels];
        for (int question = 0; question < truths.length; question++) {
            Question asked = questions.get(question);
            if (Arrays.stream(truths[question]).max().orElse(0) >= sure) {
                for (int answer = 0; answer < asked.annotators.length; answer++) {
                    for (int truth = 0; truth < labels; truth++) {
                        counts[asked.annotators[answer]][truth][asked.answers[answer]] += truths[question][truth];
                    }
                }
            }
        }
        return counts;
    }

    /** How often the average annotator is right. */
    double averageRight() {
        return averageRight;
    }

    private void majorities() {
        for (int question = 0; question < truths.length; question++) {
            Question asked = questions.get(question);
            truths[question] = new double[labels];
            if (asked.truth >= 0) {
                truths[question][asked.truth] = 1;
            } else {
                Arrays.fill(truths[question], 1.0 / (labels + asked.answers.length));
                for (int answer : asked.answers) {
                    truths[question][answer] += 1.0 / (labels + asked.answers.length);
                }
            }
        }
    }

    private void maximise() {
        double[][][] counts = evidence(0);
        Arrays.fill(prevalence, 1);
        for (double[] chances : truths) {
            for (int truth = 0; truth < labels; truth++) {
                prevalence[truth] += chances[truth];
            }
        }
        normalise(prevalence);
        double[] right = new double[counts.length];
        double[] answers = new double[counts.length];
        for (int annotator = 0; annotator < counts.length; annotator++) {
            for (int truth = 0; truth < labels; truth++) {
                right[annotator] += counts[annotator][truth][truth];
                answers[annotator] += Arrays.stream(counts[annotator][truth]).sum();
            }
        }
        averageRight = rate(Arrays.stream(right).sum(), Arrays.stream(answers).sum(), RIGHT, RIGHT_COUNTS);
        for (int annotator = 0; annotator < counts.length; annotator++) {
            double rate = rate(right[annotator], answers[annotator], averageRight, AVERAGE_COUNTS);
            double weight = AVERAGE_COUNTS + LEANING * answers[annotator];
            for (int truth = 0; truth < labels; truth++) {
                double[] row = counts[annotator][truth];
                for (int answer = 0; answer < labels; answer++) {
                    row[answer] += weight * (answer == truth ? rate : (1 - rate) / (labels - 1));
                }
                normalise(row);
                confusions[annotator][truth] = row;
            }
        }
    }

    /** A rate that leans on another as if that were known from so many counts. */
    private static double rate(double right, double all, double before, double counts) {
        return (right + counts * before) / (all + counts);
    }

    /** The labels' chances by the estimates; returns the largest change of one. */
    private double expect() {
        double change = 0;
        for (int question = 0; question < truths.length; question++) {
            Question asked = questions.get(question);
            if (asked.truth < 0) {
                double[] chances = chances(asked.annotators, asked.answers, prevalence);
                for (int truth = 0; truth < labels; truth++) {
                    change = Math.max(change, Math.abs(chances[truth] - truths[question][truth]));
                }
                truths[question] = chances;
            }
        }
        return change;
    }

    private double[] chances(int[] annotators, int[] answers, double[] before) {
        double[] logs = new double[labels];
        for (int truth = 0; truth < labels; truth++) {
            logs[truth] = Math.log(before[truth]);
            for (int answer = 0; answer < annotators.length; answer++) {
                logs[truth] += Math.log(confusions[annotators[answer]][truth][answers[answer]]);
            }
        }
        double highest = Arrays.stream(logs).max().orElse(0);
        double[] chances =
                Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
        normalise(chances);
        return chances;
    }

    private static void normalise(double[] row) {
        double sum = Arrays.stream(row).sum();
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
    }
}
