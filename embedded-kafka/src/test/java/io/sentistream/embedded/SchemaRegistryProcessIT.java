package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryProcessIT {

    private static final AvroSchema FIRST = new AvroSchema("""
            {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}""");
    private static final AvroSchema COMPATIBLE = new AvroSchema("""
            {"type": "record", "name": "R", "fields": [
              {"name": "a", "type": "string"}, {"name": "b", "type": "int", "default": 0}]}""");
    private static final AvroSchema INCOMPATIBLE = new AvroSchema("""
            {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}]}""");

    @TempDir
    Path directory;

    @Test
    void schemaIdsSurviveARestartAndIncompatibleSchemasAreRefused() throws Exception {
        int first;
        int second;
        try (var registry = SchemaRegistryProcess.start(directory)) {
            var client = client(registry);
            first = client.register("r-value", FIRST);
            second = client.register("r-value", COMPATIBLE);
            assertThatThrownBy(() -> client.register("r-value", INCOMPATIBLE))
                    .isInstanceOfSatisfying(
                            RestClientException.class,
                            refusal -> assertThat(refusal.getStatus()).isEqualTo(409));
        }
        try (var registry = SchemaRegistryProcess.start(directory)) {
            var client = client(registry);
            assertThat(client.getSchemaById(first).rawSchema()).isEqualTo(FIRST.rawSchema());
            assertThat(client.getSchemaById(second).rawSchema()).isEqualTo(COMPATIBLE.rawSchema());
            assertThat(client.getCompatibility(null)).isEqualTo("FULL_TRANSITIVE");
            assertThat(client.register("r-value", COMPATIBLE)).isEqualTo(second);
            assertThat(client.register("other-value", INCOMPATIBLE)).isGreaterThan(second);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> SchemaRegistryProcess.start(directory, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("schema registry")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void aRegistryThatEndsAtOnceIsReportedWithTheEndOfItsLog() throws Exception {
        Files.writeString(directory.resolve("registry.mv.db"), "no database");
        assertThatThrownBy(() -> SchemaRegistryProcess.start(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with exit code")
                .hasMessageContaining("registry.log");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a terminal sends no signal")
    void anInterruptFromTheTerminalLeavesItToThisProcessWhenTheRegistryEnds() throws Exception {
        try (var registry = SchemaRegistryProcess.start(directory)) {
            for (var child : ProcessHandle.current().children().toList()) {
                new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                        .start()
                        .waitFor();
            }

            Thread.sleep(1_000);

            assertThat(registry.isAlive()).isTrue();
            assertThat(client(registry).register("r-value", FIRST)).isPositive();
        }
    }

    @Test
    void theRegistryEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var parent = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + SchemaRegistryProcess.HOME_PROPERTY + "="
                                + System.getProperty(SchemaRegistryProcess.HOME_PROPERTY),
                        RegistryParent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle registry;
        try (var output = parent.inputReader()) {
            var line = output.lines().filter(text -> text.startsWith("pid ")).findFirst();
            registry = ProcessHandle.of(Long.parseLong(line.orElseThrow().substring(4)))
                    .orElseThrow();
        } finally {
            parent.destroyForcibly();
        }
        assertThat(registry.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void aMissingProgramIsReportedWithTheSettingThatNamesIt() {
        var home = System.getProperty(SchemaRegistryProcess.HOME_PROPERTY);
        System.setProperty(SchemaRegistryProcess.HOME_PROPERTY, directory.toString());
        try {
            assertThatThrownBy(() -> SchemaRegistryProcess.start(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining(SchemaRegistryProcess.HOME_PROPERTY);
        } finally {
            System.setProperty(SchemaRegistryProcess.HOME_PROPERTY, home);
        }
    }

    private static CachedSchemaRegistryClient client(SchemaRegistryProcess registry) {
        return new CachedSchemaRegistryClient(registry.url(), 10, List.of(new AvroSchemaProvider()), Map.of());
    }

    /** Starts a registry, prints its process id and waits to be killed. */
    static final class RegistryParent {
        public static void main(String[] arguments) throws InterruptedException {
            SchemaRegistryProcess.start(Path.of(arguments[0]));
            ProcessHandle.current().children().forEach(child -> System.out.println("pid " + child.pid()));
            Thread.sleep(60_000);
        }
    }
}
