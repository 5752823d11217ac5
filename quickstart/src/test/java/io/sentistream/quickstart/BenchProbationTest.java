package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchProbationTest {
    @TempDir
    private Path home;

    @Test
    void theTablesTellTheMarginTheLevelAndTheSeed() {
        Cli bench = Cli.run(home, "bench", "probation", "--draws=2", "--seed=7", "--trainer=probation.margin=0.05");

        assertThat(bench.err()).isEmpty();
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out())
                .contains("seed 7", "probation.margin=0.05", "probation.level=0.005", "| 30 |", "call whatever");
    }

    @Test
    void aWrongSettingIsNamed() {
        Cli bench = Cli.run(home, "bench", "probation", "--trainer=probation.level=2");

        assertThat(bench.exitCode()).isEqualTo(1);
        assertThat(bench.err()).contains("probation.level=2");
    }
}
