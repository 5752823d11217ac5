package io.sentistream.trainer.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.annotation.LabelSimulation.Crowd;
import io.sentistream.trainer.annotation.LabelSimulation.Result;
import org.junit.jupiter.api.Test;

class LabelSimulationTest {
    private final LabelSimulation simulation = new LabelSimulation(Rows.DEFAULTS, 3, 5);

    @Test
    void withOverlapsFewerWrongLabelsTeachThanIfAllDid() {
        Result result = simulation.result(new Crowd(10, 1, 0.3, 0));

        double before = (double) result.wrongBefore() / result.before();
        double now = (double) result.wrong() / result.learned();
        assertThat(now).isLessThan(before / 2);
        assertThat(result.learned()).isGreaterThan(2_000);
    }

    @Test
    void oneHonestAnnotatorIsNeverSetAside() {
        Result result = simulation.result(new Crowd(1, 0, 0, 1));

        assertThat(result.learned()).isEqualTo(3_000);
        assertThat(result.honestFound()).isZero();
        assertThat(result.wrong()).isEqualTo(result.wrongBefore());
    }

    @Test
    void theSameSeedGivesTheSameTable() {
        LabelSimulation one = new LabelSimulation(Rows.DEFAULTS, 1, 5);

        assertThat(one.markdown()).isEqualTo(new LabelSimulation(Rows.DEFAULTS, 1, 5).markdown());
        assertThat(one.markdown()).isNotEqualTo(new LabelSimulation(Rows.DEFAULTS, 1, 6).markdown());
    }
}
