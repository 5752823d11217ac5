package io.sentistream.trainer.probation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.probation.ProbationSimulation.Crowd;
import io.sentistream.trainer.probation.ProbationSimulation.Habit;
import io.sentistream.trainer.probation.ProbationSimulation.Truth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbationSimulationTest {
    private static final int DRAWS = 200;
    private static final Crowd HONEST = new Crowd(Habit.FAIR, 12, 20);

    private final ProbationSimulation simulation =
            new ProbationSimulation(new ProbationConfig(Duration.ofDays(1), 0.02, 0.005, 50, 5, 0.25), DRAWS, 3);

    private int rolledBack(double loss, Crowd... crowds) {
        return simulation.rolledBack(Truth.ofLoss(loss), List.of(crowds)).size();
    }

    @Test
    void modelsThatLoseNoMoreThanTheMarginAreRolledBackInAtMostOneOfTwoHundredAndThoseThatLoseMuchMostly() {
        assertThat(rolledBack(0, HONEST)).isLessThanOrEqualTo(1);
        assertThat(rolledBack(0.02, HONEST)).isLessThanOrEqualTo(1);
        assertThat(rolledBack(0.2, HONEST)).isGreaterThan(DRAWS * 3 / 4);
        assertThat(rolledBack(0.4, HONEST)).isEqualTo(DRAWS);
    }

    @Test
    void votesOfWrongFromHoweverManyAnnotatorsDoNotVoteAGoodModelOut() {
        assertThat(rolledBack(0, HONEST, new Crowd(Habit.VOTING_WRONG, 1, 200))).isLessThanOrEqualTo(1);
        assertThat(rolledBack(0, HONEST, new Crowd(Habit.VOTING_WRONG, 30, 20))).isLessThanOrEqualTo(1);
    }

    @Test
    void annotatorsWhoKnowBothModelsNeedMoreThanTheSparedPartToVoteAGoodOneOut() {
        assertThat(rolledBack(0, HONEST, new Crowd(Habit.HUNTING, 4, 40))).isLessThanOrEqualTo(1);
        assertThat(rolledBack(0, HONEST, new Crowd(Habit.HUNTING, 12, 40))).isGreaterThan(DRAWS / 2);
    }

    @Test
    void annotatorsWhoOnlyCorrectDoNotVoteABetterModelOut() {
        List<Integer> rolledBack =
                simulation.rolledBack(new Truth(0.05, 0.03), List.of(new Crowd(Habit.CORRECTING, 12, 20)));

        assertThat(rolledBack).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameTables() {
        ProbationSimulation few = new ProbationSimulation(simulation.config(), 2, 5);

        assertThat(few.markdown())
                .isEqualTo(few.markdown())
                .anyMatch(line -> line.startsWith("| 30 |"))
                .anyMatch(line -> line.contains("seed 5"));
    }
}
