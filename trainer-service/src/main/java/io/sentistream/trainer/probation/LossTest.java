package io.sentistream.trainer.probation;

import io.sentistream.trainer.gate.Paired;
import java.util.Arrays;
import java.util.List;

/**
 * A test of whether a model loses more than a margin against another, which may be looked at after every label. Each label
 * is a bet against the loss being within the margin: a stake of the capital so far wins where the label finds the model
 * worse, and loses where it finds it as good or better. While the loss is within the margin no bet wins on average, so the
 * capital, of 1 at first, ever comes to {@code x} in at most 1 of {@code x} cases (Ville's inequality; Waudby-Smith and
 * Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal Statistical Society B 86, 2024).
 * The capital is shared among stakes of several sizes, each of which is kept throughout, so that only the counts matter and
 * not the order of the labels.
 *
 * <p>For each stake the annotators whose labels win most are left out. Whoever is left out, what remains is at most the
 * capital won on the labels of all honest annotators, as long as there are no more of the others than are left out: these
 * can then vote as they like, and the promise holds.
 *
 * @param margin the loss of accuracy that is none, 0 to 0.5
 * @param spared the part of the annotators, rounded up, that is left out
 */
record LossTest(double margin, double spared) {
    private static final int STAKES = 12;

    /** How many of so many annotators are left out. */
    int leftOut(int annotators) {
        return (int) Math.ceil(spared * annotators - 1e-9);
    }

    /** The capital after these labels, by annotator, at most 1e300. */
    double evidence(List<Paired> annotators) {
        int kept = annotators.size() - leftOut(annotators.size());
        double[] logs = new double[STAKES];
        for (int stake = 0; stake < STAKES; stake++) {
            // A stake of 1 / (1 + margin) would lose all where the model gains.
            double part = (stake + 1.0) / (STAKES + 1) / (1 + margin);
            double won = Math.log1p(part * (1 - margin));
            double same = Math.log1p(-part * margin);
            double gone = Math.log1p(-part * (1 + margin));
            logs[stake] = annotators.stream()
                    .mapToDouble(labels ->
                            labels.lost() * won + (labels.both() + labels.neither()) * same + labels.gained() * gone)
                    .sorted()
                    .limit(kept)
                    .sum();
        }
        double most = Arrays.stream(logs).max().orElseThrow();
        double log = most
                + Math.log(Arrays.stream(logs).map(one -> Math.exp(one - most)).sum() / STAKES);
        return Math.min(1e300, Math.exp(log));
    }
}
