package io.sentistream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker and a registry that go away and come back. */
@Timeout(600)
class OutageIT {
    @TempDir
    private Path directory;

    @Test
    void thePageSaysWhatIsAwayAndGoesOnWhenItIsBack() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
        SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory.resolve("registry"));
        int kafkaPort = port(broker.bootstrapServers());
        int registryPort = java.net.URI.create(registry.url()).getPort();
        try (ConsoleStage stage = new ConsoleStage("outage", broker.bootstrapServers(), registry.url());
                ConsoleService console = ConsoleService.start(stage.config())) {
            Http http = new Http(console.url());
            status(http, data -> data.get("loaded").booleanValue());
            stage.result(ConsoleStage.result("first", "x", "positive", "v1-a"));
            http.results("first");

            registry.close();
            assertThat(status(http, data -> !data.get("registry").isNull())
                            .get("registry")
                            .textValue())
                    .contains("doesn't answer");
            registry = SchemaRegistryProcess.start(directory.resolve("registry"), registryPort);
            status(http, data -> data.get("registry").isNull());

            broker.close();
            status(http, data -> !data.get("kafka").isNull());
            assertThat(http.post("/api/reviews", Map.of("text", "nobody takes it"))
                            .statusCode())
                    .isEqualTo(503);
            broker = EmbeddedBroker.start(directory.resolve("kafka"), kafkaPort);
            status(
                    http,
                    data -> data.get("kafka").isNull() && data.get("reading").isNull());
            stage.result(ConsoleStage.result("second", "x", "positive", "v1-a"));
            http.results("second");
        } finally {
            registry.close();
            broker.close();
        }
    }

    private static JsonNode status(Http http, java.util.function.Predicate<JsonNode> wanted) throws Exception {
        return http.event((name, data) -> name.equals("status") && wanted.test(data));
    }

    private static int port(String bootstrapServers) {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }
}
