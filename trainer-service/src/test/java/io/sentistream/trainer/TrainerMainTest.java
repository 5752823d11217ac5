package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainerMainTest {
    @Test
    void aSettingThatCannotBeIsToldWithoutAStackTrace() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = TrainerMain.commandLine().setErr(new PrintWriter(err, true));

        assertThat(commandLine.execute("run", "retrain.labels=0")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("retrain.labels=0: give a whole number from 1 to " + Integer.MAX_VALUE);
    }

    @Test
    void helpListsEverySettingAsAFlagWithItsDefault() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = TrainerMain.commandLine().setOut(new PrintWriter(out, true));

        assertThat(commandLine.execute("run", "--help")).isZero();
        TrainerConfig.SETTINGS.forEach(setting -> assertThat(out.toString()).contains("--" + setting.key() + "=VALUE"));
        assertThat(out.toString()).contains("[100]", "SENTISTREAM_TRAINER_ and the key in capitals");
    }
}
