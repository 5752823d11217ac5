package io.sentistream.trainer.evaluation;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether scores mean what they say: of the answers with a score of about 0.8, about 80 % should be right (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017).
 *
 * @param bins the answers by the score of the answer, ten equal steps from 0 to 1, those without answers left out
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 10;

    /** The answers whose score is above {@code low}, up to a tenth above it; {@code score} is their mean. */
    public record Bin(double low, int rows, double score, double accuracy) {
        private static Bin of(int bin, List<Answer> answers) {
            List<Answer> own =
                    answers.stream().filter(answer -> answer.bin() == bin).toList();
            return new Bin(
                    bin / (double) BINS,
                    own.size(),
                    own.stream().mapToDouble(Answer::score).average().orElse(0),
                    own.stream()
                            .mapToInt(answer -> answer.right() ? 1 : 0)
                            .average()
                            .orElse(0));
        }
    }

    private record Answer(double score, boolean right) {
        int bin() {
            return Math.max(0, (int) Math.ceil(score * BINS) - 1);
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Sorts answers, given in the order of the rows, with scores in the order of the class indices. */
    public static Reliability of(List<Classification> answers, List<Example> examples) {
        List<Answer> all = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Classification answer = answers.get(i);
            double own = answer.scores().get(examples.get(i).label());
            all.add(new Answer(answer.score(), own >= answer.score()));
        }
        return new Reliability(IntStream.range(0, BINS)
                .mapToObj(bin -> Bin.of(bin, all))
                .filter(bin -> bin.rows() > 0)
                .toList());
    }

    /** The expected calibration error: the mean over all answers of the gap between a bin's score and its accuracy. */
    public double expectedError() {
        int rows = bins.stream().mapToInt(Bin::rows).sum();
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.score() - bin.accuracy()) * bin.rows() / rows)
                .sum();
    }

    /** For people: a line a bin, and the expected calibration error. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Bin bin : bins) {
            lines.append(String.format(
                    Locale.ROOT,
                    "score %.1f to %.1f: %,d rows, mean score %.3f, accuracy %.3f%n",
                    bin.low(),
                    bin.low() + 1.0 / BINS,
                    bin.rows(),
                    bin.score(),
                    bin.accuracy()));
        }
        return lines + String.format(Locale.ROOT, "expected calibration error %.4f", expectedError());
    }
}
