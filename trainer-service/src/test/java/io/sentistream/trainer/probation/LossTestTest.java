package io.sentistream.trainer.probation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.trainer.gate.Paired;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossTestTest {
    private static Paired labels(int same, int gained, int lost) {
        return new Paired(same, gained, lost, 0);
    }

    private static double evidence(double margin, Paired... annotators) {
        return new LossTest(margin, 0).evidence(List.of(annotators));
    }

    @Test
    void withoutLabelsThereIsNeitherEvidenceForALossNorAgainst() {
        assertThat(new LossTest(0.02, 0.25).evidence(List.of())).isEqualTo(1, within(1e-12));
    }

    @Test
    void lossesRaiseTheEvidenceAndGainsAndLabelsOfTheSameLowerIt() {
        double one = evidence(0.02, labels(50, 2, 9));

        assertThat(evidence(0.02, labels(50, 2, 10))).isGreaterThan(one);
        assertThat(evidence(0.02, labels(50, 3, 9))).isLessThan(one);
        assertThat(evidence(0.02, labels(60, 2, 9))).isLessThan(one);
        assertThat(evidence(0.05, labels(50, 2, 9))).isLessThan(one);
    }

    @Test
    void aBetOnOneLabelWinsNothingOnAverageWhereTheLossIsJustTheMargin() {
        double margin = 0.02;
        // Of a thousand texts 40 are gained and 60 lost.
        double average = 0.9 * evidence(margin, labels(1, 0, 0))
                + 0.04 * evidence(margin, labels(0, 1, 0))
                + 0.06 * evidence(margin, labels(0, 0, 1));

        assertThat(average).isEqualTo(1, within(1e-12));
    }

    @Test
    void whoLabelledDoesNotMatterWhereNobodyIsSpared() {
        assertThat(evidence(0.02, labels(10, 1, 4), labels(40, 0, 3)))
                .isEqualTo(evidence(0.02, labels(50, 1, 7)), within(1e-9));
    }

    @Test
    void asManyAnnotatorsAsAreSparedAddNothingHoweverTheyVote() {
        LossTest test = new LossTest(0.02, 0.25);
        List<Paired> honest = Collections.nCopies(9, labels(30, 2, 2));
        List<Paired> attacked = new ArrayList<>(honest);
        attacked.addAll(Collections.nCopies(3, labels(0, 0, 1000)));

        assertThat(test.leftOut(attacked.size())).isEqualTo(3);
        assertThat(test.evidence(attacked))
                .isEqualTo(new LossTest(0.02, 0).evidence(honest), within(1e-12))
                .isLessThan(1);
    }

    @Test
    void evidenceOfAThousandLossesIsStillANumber() {
        assertThat(evidence(0.02, labels(0, 0, 100_000))).isEqualTo(1e300);
    }

    @Test
    void looksAtEveryLabelAModelThatLosesJustTheMarginIsSeldomFoundWorse() {
        SplittableRandom random = new SplittableRandom(5);
        LossTest test = new LossTest(0.02, 0);
        int found = 0;
        for (int draw = 0; draw < 1000; draw++) {
            int[] counts = new int[3];
            double most = 0;
            for (int label = 0; label < 400; label++) {
                double chance = random.nextDouble();
                counts[chance < 0.04 ? 1 : chance < 0.1 ? 2 : 0]++;
                most = Math.max(most, test.evidence(List.of(labels(counts[0], counts[1], counts[2]))));
            }
            found += most >= 20 ? 1 : 0;
        }

        assertThat(found).as("of 1000 at a level of 5 %").isBetween(1, 65);
    }
}
