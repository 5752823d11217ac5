package io.sentistream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.config.SettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConsoleConfigTest {
    @Test
    void theDefaultIsAPageForThisMachineAlone() {
        ConsoleConfig config = ConsoleConfig.of(Map.of());

        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().token()).isEmpty();
        assertThat(config.http().loopback()).isTrue();
        assertThat(config.line()).isEqualTo("default");
        assertThat(config.user()).isEqualTo("console");
        assertThat(config.history()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.retrainLabels()).isEqualTo(100);
    }

    @Test
    void everyKeyIsReadAndTheTokenIsNeverPrinted() {
        ConsoleConfig config = ConsoleConfig.of(Map.of(
                "http.host", "0.0.0.0",
                "http.port", "0",
                "token", "s3cret",
                "serving.line", "shop",
                "user", "ann",
                "history", "1h",
                "retrain.labels", "20",
                "bootstrap.servers", "broker:1"));

        assertThat(config.http().token()).isEqualTo(Optional.of("s3cret"));
        assertThat(config.http().loopback()).isFalse();
        assertThat(config.line()).isEqualTo("shop");
        assertThat(config.user()).isEqualTo("ann");
        assertThat(config.history()).isEqualTo(Duration.ofHours(1));
        assertThat(config.retrainLabels()).isEqualTo(20);
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void anAddressThatOthersReachNeedsAToken(String host) {
        assertThatThrownBy(() -> ConsoleConfig.of(Map.of("http.host", host)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.host=" + host)
                .hasMessageContaining("set token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void anAddressOfThisMachineNeedsNone(String host) {
        assertThat(ConsoleConfig.of(Map.of("http.host", host)).http().loopback())
                .isTrue();
    }

    @Test
    void theProgramRefusesToStartWithoutATokenInOneLine() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = ConsoleMain.commandLine().setErr(new PrintWriter(err));

        assertThat(commandLine.execute("http.host=0.0.0.0")).isEqualTo(2);
        assertThat(err.toString()).startsWith("http.host=0.0.0.0: ").hasLineCount(1);
    }
}
