package io.sentistream.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.label.LabelConfig;
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
    void helpListsEverySettingAsAFlagWithItsDefault() {
        assertThat(commandLine.execute("classify", "--help")).isZero();
        ClassifierConfig.SETTINGS.forEach(
                setting -> assertThat(out.toString()).contains("--" + setting.key() + "=VALUE"));
        assertThat(out.toString()).contains("[4096]", "[30s]", "SENTISTREAM_CLASSIFIER_ and the key in capitals");

        assertThat(commandLine.execute("label", "--help")).isZero();
        LabelConfig.SETTINGS.forEach(setting -> assertThat(out.toString()).contains("--" + setting.key() + "=VALUE"));
    }

    @Test
    void aWrongFlagIsToldAndEndsWithTwo() {
        assertThat(commandLine.execute("classify", "--batch.tokens=1")).isEqualTo(2);
        assertThat(err.toString()).contains("batch.tokens=1: give a whole number from 8 to 1048576");
        assertThat(commandLine.execute("classify", "--shutdown.timeout=5ms")).isEqualTo(2);
        assertThat(err.toString()).contains("shutdown.timeout=5: give 1000 ms or more");
    }

    @Test
    void whatTheKafkaClientsRefuseEndsWithTwo() {
        assertThat(commandLine.execute("label", "security.protocol=SASL_SLL")).isEqualTo(2);
        assertThat(err.toString()).contains("SASL_SLL").doesNotContain("Exception");
    }
}
