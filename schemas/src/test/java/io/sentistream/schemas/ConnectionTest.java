package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static Connection read(Map<String, String> given) {
        return Connection.of(Settings.read(Connection.SETTINGS, ClientKeys.plain(), given));
    }

    @Test
    void theDefaultIsThisMachineAndTheRegistryHasFiveSecondsToAnswer() {
        var connection = read(Map.of());

        assertThat(connection.createTopics()).isTrue();
        assertThat(connection.topics()).isEqualTo(TopicLayout.plain());
        assertThat(connection.clients())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "schema.registry.url", "http://localhost:8081",
                        "schema.registry.http.connect.timeout.ms", "5000",
                        "schema.registry.http.read.timeout.ms", "5000"));
    }

    @Test
    void everyKeyIsReadAndTheClientsKeysPassThrough() {
        var connection = read(Map.of(
                "bootstrap.servers", "broker:1",
                "schema.registry.url", "http://registry",
                "topic.prefix", "test.",
                "topic.replication", "3",
                "topic.create", "false",
                "security.protocol", "SSL",
                "schema.registry.http.read.timeout.ms", "100"));

        assertThat(connection.createTopics()).isFalse();
        assertThat(connection.topics()).isEqualTo(new TopicLayout("test.", 3, Map.of()));
        assertThat(connection.clients())
                .containsEntry("bootstrap.servers", "broker:1")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("schema.registry.http.read.timeout.ms", "100");
        assertThat(connection.serdes().config()).containsEntry("schema.registry.url", "http://registry");
    }

    @Test
    void aPrefixThatNoTopicCanHaveIsRefused() {
        assertThatThrownBy(() -> read(Map.of("topic.prefix", "a b/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a b/'");
    }

    @Test
    void anAddressOfTheRegistryWithAPasswordIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> read(Map.of("schema.registry.url", "https://me:hush@registry")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("schema.registry.url=(hidden): give the address alone, and the user by"
                        + " basic.auth.credentials.source=USER_INFO and basic.auth.user.info=NAME:PASSWORD");
    }

    @Test
    void whatTheClientsRefuseIsToldAtTheStart() {
        assertThatThrownBy(() -> read(Map.of("security.protocol", "SASL_SLL")).check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SASL_SLL")
                .hasMessageContaining("security.protocol");
        assertThatThrownBy(() -> read(Map.of("security.protocol", "SSL", "ssl.truststore.location", "nowhere.p12"))
                        .check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere.p12");
    }

    @Test
    void brokersThatCannotBeFoundYetAreNoMistake() {
        read(Map.of("bootstrap.servers", "no-such-host.invalid:9092")).check();
    }

    @Test
    void printingItTellsWhereButNoPassword() {
        var connection = read(Map.of("basic.auth.user.info", "me:secret", "sasl.jaas.config", "password=secret"));

        assertThat(connection).hasToString("localhost:9092, registry http://localhost:8081");
    }
}
