package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.schemas.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageIT {
    @TempDir
    private Path directory;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aTrainerWaitsForItsBrokersAndOutlivesTheirRestart() throws IOException {
        int port = freePort();
        Path data = directory.resolve("kafka");
        try (LineHarness line = new LineHarness("outage", directory, "127.0.0.1:" + port)) {
            line.withModel("negative", "positive")
                    .with("default.api.timeout.ms", "5000")
                    .with("request.timeout.ms", "4000")
                    .with("max.block.ms", "5000");
            TrainerService trainer = line.start();

            try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                await().atMost(Duration.ofSeconds(90)).until(() -> line.serving() != null);
            }
            try (EmbeddedBroker again = EmbeddedBroker.start(data, port)) {
                assertThat(again.bootstrapServers()).endsWith(":" + port);
                line.label(0, 20);
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> line.versions().size() == 2);

                assertThat(line.versions().get(1).getVerdict()).isEqualTo(Verdict.PROMOTED);
                assertThat(line.versions().get(0).getVerdict()).isEqualTo(Verdict.INITIAL);
                trainer.close();
            }
        }
    }
}
