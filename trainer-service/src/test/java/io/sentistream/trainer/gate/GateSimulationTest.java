package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Verdict;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GateSimulationTest {
    private static final int DRAWS = 2000;

    private final Gate gate = new Gate(new GateConfig(3000, 0.02, 0.05, 0.2, 1, 2, 200));

    private double promoted(int rows, double difference, double changed, Function<Comparison, Judgement> check) {
        return (double) new GateSimulation(gate, DRAWS, 3)
                        .verdicts(rows, difference, changed, check, new SplittableRandom(3))
                        .getOrDefault(Verdict.PROMOTED, 0)
                / DRAWS;
    }

    @Test
    void candidatesThatLoseJustTheMarginPassAboutAsOftenAsTheLevelSays() {
        assertThat(promoted(3000, -0.02, 0.04, gate::onBase)).isBetween(0.03, 0.07);
        assertThat(promoted(3000, 0, 0.04, gate::onBase)).isGreaterThan(0.99);
    }

    @Test
    void candidatesThatGainNothingPassNoMoreOftenThanTheLevelSaysAndThoseThatGainMuchMostly() {
        for (int rows : new int[] {10, 20, 60, 100, 400}) {
            assertThat(promoted(rows, 0, 0.08, gate::onFeedback)).isLessThan(0.22);
        }
        assertThat(promoted(100, 0.06, 0.08, gate::onFeedback)).isGreaterThan(0.8);
        assertThat(promoted(100, -0.06, 0.08, gate::onFeedback)).isLessThan(0.01);
    }

    @Test
    void theSameSeedGivesTheSameTables() {
        GateSimulation simulation = new GateSimulation(gate, 20, 5);

        assertThat(simulation.markdown())
                .isEqualTo(simulation.markdown())
                .anyMatch(line -> line.startsWith("| 3000 |"))
                .anyMatch(line -> line.contains("seed 5"));
    }
}
