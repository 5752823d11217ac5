package io.sentistream.operations.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.TopicLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachabilityIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void brokersThatAreAwayAreNotedAndSoIsTheirReturn() throws IOException {
        int port = freePort();
        try (Reachability reachability = Reachability.start(to("127.0.0.1:" + port, "mock://reachability"))) {
            isReadyWithABrokerAt(port, reachability);
            await().atMost(PATIENCE).until(() -> !reachability.get().ready());
            assertThat(reachability.get().alive()).isTrue();
            assertThat(reachability.get().why()).startsWith("Kafka does not answer: ");
            isReadyWithABrokerAt(port, reachability);
        }
    }

    private void isReadyWithABrokerAt(int port, Reachability reachability) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            await(broker.bootstrapServers())
                    .atMost(PATIENCE)
                    .until(() -> reachability.get().ready());
        }
    }

    @Test
    void aRegistryThatIsAwayIsNamedWithItsAddress() throws IOException {
        String nobody = "http://127.0.0.1:" + freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Reachability reachability = Reachability.start(to(broker.bootstrapServers(), nobody))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reachability.get().why())
                            .startsWith("The schema registry at " + nobody + " doesn't answer"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Connection to(String bootstrapServers, String registry) {
        return new Connection(
                Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registry),
                TopicLayout.plain(),
                false);
    }
}
