package io.sentistream.trainer.gate;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The one-sided sign test on the rows where two models differ, which is McNemar's with the binomial distribution, in its
 * mid-p form: half of the chance of what was seen counts, since the exact test, with the few rows that change, keeps far
 * below its level and finds little (Fagerland, Lydersen and Laake, "The McNemar test for binary matched-pairs data: mid-p and
 * asymptotic are better than exact conditional", BMC Medical Research Methodology 13, 2013).
 */
final class SignTest {
    private SignTest() {}

    /** The chance, 0 to 1, of so many gains or more among the changed rows if gains and losses are equally likely. */
    static double ofGain(int gained, int lost) {
        BinomialDistribution chance = BinomialDistribution.of(gained + lost, 0.5);
        return chance.survivalProbability(gained) + chance.probability(gained) / 2;
    }

    /** The fewest gains that show a gain at this level, above 0, where nothing is lost. */
    static int fewestGains(double level) {
        int gains = 0;
        while (ofGain(gains, 0) > level) {
            gains++;
        }
        return gains;
    }
}
