package io.sentistream.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.classifier.ClassifierMain;
import io.sentistream.classifier.Stage;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.LiveAccuracy;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, when the process is killed while feedback waits, and while it is brought together with its reviews. */
class KilledLabelIT {
    private static final int REVIEWS = 60;

    @TempDir
    private Path directory;

    @Test
    void noFeedbackIsLostOrCountedTwiceThoughTheProcessIsKilledWhileItWaits() throws Exception {
        try (Stage stage = new Stage("killed-label")) {
            Path settings = settings(stage);
            ids(0, REVIEWS).forEach(id -> stage.feedbackById(id, "positive"));
            Process first = start(settings);
            String waiting = stage.settings("label").get("application.id") + "-waiting-changelog";
            readOnceThere(stage, waiting, REVIEWS);
            kill(first);

            Process second = start(settings);
            for (String id : ids(0, REVIEWS / 2)) {
                stage.review("k" + id, id, "text of " + id);
                stage.result(id, "positive", "v1");
            }
            stage.labelled(1);
            kill(second);

            for (String id : ids(REVIEWS / 2, REVIEWS)) {
                stage.review("k" + id, id, "text of " + id);
                stage.result(id, "negative", "v1");
            }
            Process third = start(settings);
            try {
                assertThat(stage.labelled(REVIEWS))
                        .extracting(LabelledReview::getReviewId)
                        .containsExactlyInAnyOrderElementsOf(ids(0, REVIEWS));
                assertThat(stage.read(Topic.FEEDBACK_DLQ, 0)).isEmpty();
                assertThat(judged(stage)).isEqualTo(REVIEWS);
            } finally {
                kill(third);
            }
        }
    }

    /** How many judgements the newest count of all says there are. */
    private static long judged(Stage stage) {
        Deserializer<LiveAccuracy> counts = stage.serdes().deserializer(LiveAccuracy.class);
        long deadline = System.nanoTime() + 60_000_000_000L;
        long judged = 0;
        while (judged < REVIEWS && System.nanoTime() < deadline) {
            List<ConsumerRecord<byte[], byte[]>> records = stage.read(Topic.LIVE_ACCURACY, 1);
            LiveAccuracy newest = counts.deserialize(
                    "live-accuracy", records.get(records.size() - 1).value());
            judged = newest.getRight() + newest.getWrong();
        }
        return judged;
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "r" + i).toList();
    }

    /** Reads from a topic that the application has yet to make. */
    private static void readOnceThere(Stage stage, String topic, int count) {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stage.read(topic, count)).hasSize(count));
    }

    private static void kill(Process process) throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
    }

    private Path settings(Stage stage) throws IOException {
        Properties properties = new Properties();
        properties.putAll(stage.settings("label"));
        properties.putAll(Map.of(
                "transaction.timeout.ms",
                "6s",
                "state.dir",
                directory.resolve("state").toString()));
        Path file = directory.resolve("label.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private Process start(Path settings) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClassifierMain.class.getName(),
                        "label",
                        "--config",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("label.log").toFile()))
                .start();
    }
}
