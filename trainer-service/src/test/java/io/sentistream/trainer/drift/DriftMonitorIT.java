package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.Topic;
import io.sentistream.trainer.LineHarness;
import io.sentistream.trainer.TrainerService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftMonitorIT {
    /** As long as the sentences about films that the line's base data are. */
    private static final int USUAL = 12;

    private static final int LONG = 60;

    @TempDir
    private Path directory;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
    }

    private static String serving(LineHarness line) {
        soon().until(() -> line.serving() != null);
        return line.serving().getVersion();
    }

    /** The watch reads results from when it began, so they are sent until it tells. */
    private static Drift toldOf(LineHarness line, String version) {
        int[] sent = {0};
        soon().until(() -> {
            line.results(version, sent[0], sent[0] += 50, LONG);
            return !line.drifts().isEmpty();
        });
        return line.drifts().get(0);
    }

    @Test
    void damagedRecordsAndResultsOfOtherModelsAreNoDriftAndAChangeIsTold() {
        try (LineHarness line = new LineHarness("drift", directory)) {
            line.withModel("negative", "positive").with("drift.label.requests", "10");
            line.start();
            String version = serving(line);
            line.garble(Topic.SENTIMENT, "damaged");
            line.garble(Topic.LABELLED, "damaged");
            line.results("v0-00000000", 0, 300, LONG);

            Drift told = toldOf(line, version);

            assertThat(told.getWhat()).isIn(Drifting.LENGTH, Drifting.CONFIDENCE);
            assertThat(told.getModelVersion()).isEqualTo(version);
            assertThat(told.getLine()).isEqualTo(line.line());
            soon().until(() -> line.requests().size() == 10);
            assertThat(line.requests().values())
                    .allSatisfy(request -> assertThat(request.getText()).startsWith("this book is the number"));
        }
    }

    @Test
    void theWatchGoesOnWhereBrokersWereAway() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path data = directory.resolve("kafka");
        try (LineHarness line = new LineHarness("outage", directory, "127.0.0.1:" + port)) {
            line.withModel("negative", "positive")
                    .with("default.api.timeout.ms", "5000")
                    .with("request.timeout.ms", "4000")
                    .with("max.block.ms", "5000");
            line.start();
            String version;
            try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                version = serving(line);
                line.results(version, 0, 50, USUAL);
            }
            try (EmbeddedBroker again = EmbeddedBroker.start(data, port)) {
                assertThat(again.bootstrapServers()).endsWith(":" + port);

                assertThat(toldOf(line, version).getModelVersion()).isEqualTo(version);
            }
        }
    }

    @Test
    void whatIsAnsweredWhileNoTrainerRunsIsTakenBackByTheNextAndTheChangeIsNotToldAgain() {
        try (LineHarness line = new LineHarness("answered", directory)) {
            line.withModel("negative", "positive").with("drift.label.requests", "10");
            TrainerService first = line.start();
            String version = serving(line);
            toldOf(line, version);
            soon().until(() -> line.requests().size() == 10);
            int told = line.drifts().size();
            first.close();
            Map.Entry<String, LabelRequest> answered =
                    line.requests().entrySet().iterator().next();
            line.labelById(answered.getKey(), answered.getValue().getText(), "positive");

            line.start();

            soon().until(() -> !line.requests().containsKey(answered.getKey()));
            line.results(version, 5_000, 5_400, LONG);
            line.labelById("r5399", "this book is the number 5399", "positive");
            assertThat(line.requests()).hasSize(9);
            assertThat(line.drifts()).hasSize(told);
        }
    }

    @Test
    void aChangeAsksForATrainingWhereThatIsWanted() {
        try (LineHarness line = new LineHarness("retrain", directory)) {
            line.withModel("negative", "positive").with("drift.retrain", "true");
            line.start();
            String version = serving(line);

            toldOf(line, version);

            soon().untilAsserted(() -> assertThat(line.commands()).anySatisfy(command -> {
                assertThat(command.getAction()).isEqualTo(Action.TRAIN);
                assertThat(command.getRequestedBy()).isEqualTo("drift");
                assertThat(command.getExpectedServing()).isEqualTo(version);
            }));
        }
    }
}
