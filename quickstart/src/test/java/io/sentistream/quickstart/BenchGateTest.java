package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchGateTest {
    @TempDir
    private Path home;

    @Test
    void theTablesTellTheLevelsAndTheSeed() {
        Cli bench = Cli.run(home, "bench", "gate", "--draws=20", "--seed=7", "--trainer=gate.gain.level=0.05");

        assertThat(bench.err()).isEmpty();
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out())
                .contains("seed 7", "gate.base.level=0.05", "gate.gain.level=0.05", "| 3000 |", "| 400 |");
    }

    @Test
    void aWrongSettingIsNamed() {
        Cli bench = Cli.run(home, "bench", "gate", "--trainer=gate.gain.level=2");

        assertThat(bench.exitCode()).isEqualTo(1);
        assertThat(bench.err()).contains("gate.gain.level=2");
    }
}
