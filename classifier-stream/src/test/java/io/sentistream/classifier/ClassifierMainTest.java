package io.sentistream.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClassifierMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            ClassifierMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void aWrongSettingIsToldAndEndsWithTwo() {
        assertThat(commandLine.execute("classify", "batch.tokens=1", "max.window=3"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("batch.tokens=1: give a whole number from 8 to 1048576")
                .contains("max.window=3: no such key; did you mean max.windows?")
                .doesNotContain("Exception");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsNamed() {
        assertThat(commandLine.execute("label", "--config", "nowhere.properties"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.properties");
    }

    @Test
    void helpListsEverySettingWithItsDefault() {
        assertThat(commandLine.execute("classify", "--help")).isZero();
        assertThat(out.toString()).contains("batch.tokens").contains("[2048]").contains("processing.guarantee");
    }
}
