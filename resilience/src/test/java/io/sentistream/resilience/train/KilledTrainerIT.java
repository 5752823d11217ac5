package io.sentistream.resilience.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.embedded.KafkaBackend;
import io.sentistream.resilience.JavaProcess;
import io.sentistream.resilience.Scale;
import io.sentistream.resilience.cluster.BrokerCluster;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.DyingTrainer;
import io.sentistream.trainer.DyingTrainer.Point;
import io.sentistream.trainer.LineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers that are killed one after the other, each a little further on its way from feedback to announcement. */
class KilledTrainerIT {
    private static final int LABELS = 20;

    @TempDir
    private Path directory;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(500));
    }

    @Test
    void feedbackIsLearnedOnceAndNoHalfCheckpointIsSeenWhereverTheTrainerIsKilled() throws Exception {
        BrokerCluster cluster = BrokerCluster.shared();
        List<Point> all = List.of(Point.values());
        List<Point> points = all.subList(Math.max(0, all.size() - Scale.of("trainer.kills")), all.size());
        try (LineHarness line = new LineHarness(
                KafkaBackend.uniquePrefix("killed"), directory, cluster.bootstrapServers(), cluster.registryUrl())) {
            line.withModel("negative", "positive");
            Path settings = settings(line);
            boolean labelled = false;
            for (Point point : points) {
                try (JavaProcess trainer = JavaProcess.start(
                        directory.resolve("log"),
                        "512m",
                        DyingTrainer.class.getName(),
                        settings.toString(),
                        point.name())) {
                    soon().until(() -> line.serving() != null);
                    if (!labelled) {
                        line.label(0, LABELS);
                        labelled = true;
                    }
                    soon().until(() -> !trainer.isAlive());
                    assertThat(trainer.awaitEnd())
                            .as("at %s: see %s", point, directory)
                            .isEqualTo(137);
                }
                assertOnlyWholeCheckpoints(line, point);
                assertThat(line.versions())
                        .as("announced when killed at %s", point)
                        .hasSize(point == Point.COMMITTED ? 2 : 1);
            }

            line.start();
            line.label(LABELS, 2 * LABELS);
            soon().until(() -> line.versions().size() == 3);
            soon().until(() -> line.learnedTo().equals(line.labelledEnds()));

            List<ModelVersion> versions = line.versions();
            System.out.printf(
                    "Trainer killed at %s: announced %s, learned %.0f and %.0f of %d new rows each%n",
                    points,
                    versions.stream().map(ModelVersion::getVersion).toList(),
                    newRows(versions.get(1)),
                    newRows(versions.get(2)),
                    LABELS);
            assertThat(versions)
                    .extracting(ModelVersion::getVerdict)
                    .containsExactly(Verdict.INITIAL, Verdict.PROMOTED, Verdict.PROMOTED);
            assertThat(versions.get(2).getParent()).isEqualTo(versions.get(1).getVersion());
            assertThat(newRows(versions.get(1))).isBetween(1.0, (double) LABELS);
            assertThat(newRows(versions.get(2))).isBetween(1.0, (double) LABELS);
            assertThat(line.serving().getVersion()).isEqualTo(versions.get(2).getVersion());
        }
    }

    private static double newRows(ModelVersion version) {
        return version.getMetrics().get("feedback.new.rows");
    }

    private static void assertOnlyWholeCheckpoints(LineHarness line, Point point) throws IOException {
        for (ModelVersion version : line.versions()) {
            assertThat(Checkpoint.open(Path.of(version.getUri()), version.getManifestSha256()))
                    .as("announced when killed at %s", point)
                    .isNotNull();
        }
        try (Stream<Path> entries = Files.list(line.store())) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    assertThat(Checkpoint.open(entry).manifest())
                            .as("seen when killed at %s", point)
                            .isPresent();
                }
            }
        }
    }

    private Path settings(LineHarness line) throws IOException {
        Properties properties = new Properties();
        properties.putAll(line.settings());
        Path file = directory.resolve("trainer.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
