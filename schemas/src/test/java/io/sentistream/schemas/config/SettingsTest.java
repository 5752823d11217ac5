package io.sentistream.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    private static final Setting<Integer> TOKENS = Setting.integer("batch.tokens", 1024, 8, 65_536, "the budget");
    private static final Setting<Duration> PATIENCE = Setting.duration("patience", "30s", "how long to wait");
    private static final Setting<Guarantee> GUARANTEE =
            Setting.choice("guarantee", Guarantee.EXACTLY_ONCE, Guarantee.class, "what holds");
    private static final Setting<Optional<String>> NAME =
            Setting.text("name", "", "a name").optional();
    private static final Setting<List<String>> TOPICS =
            Setting.text("topics", "a, b", "some topics").list();
    private static final List<Setting<?>> ALL = List.of(TOKENS, PATIENCE, GUARANTEE, NAME, TOPICS);

    private static Settings read(Map<String, String> given) {
        return Settings.read(ALL, ClientKeys.plain(), given);
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Settings settings = read(Map.of());

        assertThat(settings.get(TOKENS)).isEqualTo(1024);
        assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(GUARANTEE)).isEqualTo(Guarantee.EXACTLY_ONCE);
        assertThat(settings.get(NAME)).isEmpty();
        assertThat(settings.get(TOPICS)).containsExactly("a", "b");
    }

    @Test
    void whatIsGivenIsRead() {
        Settings settings = read(Map.of(
                "batch.tokens", "64", "patience", "1500", "guarantee", "at-least-once", "name", "x", "topics", ""));

        assertThat(settings.get(TOKENS)).isEqualTo(64);
        assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.get(GUARANTEE)).isEqualTo(Guarantee.AT_LEAST_ONCE);
        assertThat(settings.get(NAME)).contains("x");
        assertThat(settings.get(TOPICS)).isEmpty();
    }

    @Test
    void theValueOfAMistypedSecretIsNotRepeated() {
        assertThatThrownBy(() -> read(Map.of(
                        "sasl.jaas.confg", "password=hush",
                        "ssl.truststore.pasword", "hush",
                        "basic.auht.user.info", "me:hush",
                        "batch.token", "7")))
                .hasMessageContaining("sasl.jaas.confg=(hidden): no such key; did you mean sasl.jaas.config?")
                .hasMessageContaining("did you mean ssl.truststore.password?")
                .hasMessageContaining("batch.token=7: ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void everyMistakeIsToldWithItsKeyValueAndFix() {
        assertThatThrownBy(() -> read(Map.of("batch.tokens", "7", "patience", "soon", "guarantee", "never")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("batch.tokens=7: give a whole number from 8 to 65536")
                .hasMessageContaining("patience=soon: give a time such as 500ms")
                .hasMessageContaining("guarantee=never: give one of exactly-once, at-least-once");
    }

    @Test
    void anUnknownKeyIsRefusedAndTheNearestIsNamed() {
        assertThatThrownBy(() -> read(Map.of("batch.token", "7")))
                .hasMessage("batch.token=7: no such key; did you mean batch.tokens?");
        assertThatThrownBy(() -> read(Map.of("bootstrap.server", "x:1")))
                .hasMessage("bootstrap.server=x:1: no such key; did you mean bootstrap.servers?");
    }

    @Test
    void keysOfTheClientsPassThrough() {
        Map<String, String> clients = Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "mock://",
                "security.protocol", "SSL",
                "linger.ms", "5",
                "auto.register.schemas", "false");

        assertThat(read(clients).clients()).isEqualTo(clients);
    }

    @Test
    void aKeyThatNoClientWouldReadIsRefused() {
        assertThatThrownBy(() -> read(Map.of("producer.linger.ms", "5")))
                .hasMessage("producer.linger.ms=5: no such key; did you mean linger.ms?");
    }

    @Test
    void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("x.properties");
        Files.writeString(file, "batch.tokens=1\nname=file\npatience=1s\n");

        assertThat(Settings.layer(
                        Optional.of(file),
                        "SENTISTREAM_TEST_",
                        Map.of(
                                "SENTISTREAM_TEST_BATCH_TOKENS",
                                "2",
                                "SENTISTREAM_TEST_NAME",
                                "environment",
                                "HOME",
                                "/"),
                        Map.of("batch.tokens", "3")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("batch.tokens", "3", "name", "environment", "patience", "1s"));
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path directory) {
        Path file = directory.resolve("none.properties");

        assertThatThrownBy(() -> Settings.layer(Optional.of(file), "X_", Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aPathMayBeginAtTheUsersHome() {
        assertThat(Setting.path("home", "~/x", "").reader().apply("~/x"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "x"));
    }
}
