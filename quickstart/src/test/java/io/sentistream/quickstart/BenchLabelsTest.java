package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLabelsTest {
    @TempDir
    private Path home;

    @Test
    void theTableTellsTheSeedAndEachCrowd() {
        Cli bench = Cli.run(home, "bench", "labels", "--draws=1", "--seed=7", "--trainer=labels.agreement=0.9");

        assertThat(bench.err()).isEmpty();
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out()).contains("1 draws (seed 7)", "| annotators | bad |", "| 10 | 6 | 100 % |");
    }

    @Test
    void aWrongSettingIsNamed() {
        Cli bench = Cli.run(home, "bench", "labels", "--trainer=labels.agreement=2");

        assertThat(bench.exitCode()).isEqualTo(1);
        assertThat(bench.err()).contains("labels.agreement=2");
    }
}
