package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.ManifestJudgement;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of versions and of who made which serve, and that all of it goes through one writer. */
class HistoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private LineHarness line;

    @BeforeEach
    void begin() {
        line = new LineHarness("history", directory).withModel("negative", "positive");
    }

    @AfterEach
    void end() {
        line.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
    }

    private String learned(int version) {
        if (version > 1) {
            line.label(version * 100, version * 100 + 20);
        }
        soon().until(() -> line.versions().size() == version
                && line.serving() != null
                && line.serving()
                        .getVersion()
                        .equals(line.versions().get(version - 1).getVersion()));
        return line.serving().getVersion();
    }

    /** Holds a training open at its first step, from when it is told to until it is released. */
    private static final class Held implements TrainingListener {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger ended = new AtomicInteger();
        private volatile boolean holding;

        @Override
        public void stepped(TrainingProgress progress) {
            if (!holding) {
                return;
            }
            began.countDown();
            try {
                if (!released.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("never released");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void ended() {
            ended.incrementAndGet();
        }
    }

    @Test
    void everyChangeOfWhatServesIsKeptWithWhoMadeItAndWhyAndARefusalIsNone() {
        line.start();
        String first = learned(1);
        String second = learned(2);
        line.command(Action.ROLL_BACK, null, second, "complaints from the shop");
        soon().until(() -> line.serving().getVersion().equals(first));
        line.command(Action.PIN, null, first, "until Monday");
        soon().until(() -> line.serving().getPinned());
        line.command(Action.PROMOTE, second, "v9-00000000", "asked too late");
        soon().until(() -> line.serving().getReason().startsWith("refused"));
        line.command(Action.UNPIN, null, null);
        soon().until(() -> !line.serving().getPinned());

        List<ServingModel> changes = line.changes();
        assertThat(changes)
                .extracting(ServingModel::getChange)
                .containsExactly(
                        ServingChange.INITIAL,
                        ServingChange.PROMOTED,
                        ServingChange.ROLLED_BACK,
                        ServingChange.PINNED,
                        ServingChange.UNPINNED);
        assertThat(changes)
                .extracting(ServingModel::getRequestedBy)
                .containsExactly("gate", "gate", "test", "test", "test");
        assertThat(changes.get(2).getReason()).contains("complaints from the shop");
        assertThat(changes.get(3).getReason()).contains("until Monday");
        assertThat(ServingPeriod.of(changes)).extracting(ServingPeriod::version).containsExactly(first, second, first);
        assertThat(changes).extracting(ServingPeriod::at).isSorted();
    }

    @Test
    void aRollBackIsAnsweredWhileATrainingIsHeldOpenAndBeatsWhatTheTrainingLeadsTo() throws InterruptedException {
        Held training = new Held();
        line.start(training);
        String first = learned(1);
        String second = learned(2);
        training.holding = true;
        line.label(500, 530);
        assertThat(training.began.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        line.command(Action.ROLL_BACK, null, second);
        soon().until(() -> line.serving().getVersion().equals(first));

        assertThat(training.ended).as("trainings that have ended by then").hasValue(1);
        assertThat(line.versions()).hasSize(2);
        training.released.countDown();
        soon().until(() -> line.versions().size() == 3);
        assertThat(line.versions().get(2).getReason())
                .contains("compared with " + second)
                .contains("test made " + first + " serve meanwhile");
        assertThat(line.serving().getVersion()).isEqualTo(first);
    }

    @Test
    void ofTwoCommandsAtOnceThatExpectTheSameModelOneWinsAndTheOtherIsRefusedByName() throws InterruptedException {
        line.start();
        String first = learned(1);
        String second = learned(2);
        String third = learned(3);
        CyclicBarrier together = new CyclicBarrier(2);
        Thread promotion = new Thread(() -> send(together, Action.PROMOTE, first, third));
        Thread rollBack = new Thread(() -> send(together, Action.ROLL_BACK, second, third));
        promotion.start();
        rollBack.start();
        promotion.join();
        rollBack.join();

        soon().until(() -> line.obeyedTo() == 2);

        assertThat(line.changes()).hasSize(4);
        ServingModel winner = line.changes().get(3);
        assertThat(winner.getVersion()).isIn(first, second);
        assertThat(line.serving().getVersion()).isEqualTo(winner.getVersion());
        String loser = winner.getChange() == ServingChange.PROMOTED ? "ROLL_BACK" : "PROMOTE";
        assertThat(line.served().stream().map(ServingModel::getReason).filter(reason -> reason.startsWith("refused")))
                .singleElement()
                .asString()
                .contains("refused " + loser + " by test")
                .contains(third + " was expected to serve, but " + winner.getVersion() + " does");
    }

    private void send(CyclicBarrier together, Action action, String version, String expected) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        line.command(action, version, expected);
    }

    @Test
    void theTopicsTellAllWhenTheStoreIsLost() throws IOException {
        TrainerService before = line.start();
        String first = learned(1);
        String second = learned(2);
        before.close();
        List<ModelVersion> versions = line.versions();
        List<ServingModel> changes = line.changes();
        try (Stream<Path> store = Files.walk(line.store())) {
            for (Path path : store.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }

        line.start();
        line.command(Action.PROMOTE, first, second);
        soon().until(() -> line.serving().getReason().startsWith("refused"));

        assertThat(line.serving().getReason()).contains(first).contains("is not in the store");
        assertThat(line.versions()).isEqualTo(versions);
        assertThat(line.changes()).isEqualTo(changes);
        ModelVersion candidate = versions.get(1);
        assertThat(candidate.getParent()).isEqualTo(first);
        assertThat(candidate.getMetrics()).containsKeys("seconds", "train.seconds", "feedback.new.rows");
        assertThat(candidate.getTraining())
                .containsEntry("data", "base.tsv")
                .containsEntry("data.rows", "100")
                .containsEntry("withheld.seed", "7")
                .containsEntry("config.adaptation.learning.rate", "0.003")
                .containsEntry("config.gate.base.margin", "1.0")
                .containsKeys("mix.seed", "config.replay.base.ratio");
        assertThat(Stream.of(
                        "data.sha256",
                        "feedback.new.sha256",
                        "feedback.older.sha256",
                        "feedback.withheld.sha256",
                        "base.rows.sha256"))
                .allSatisfy(
                        name -> assertThat(candidate.getTraining().get(name)).matches("[0-9a-f]{64}"));
        assertThat(candidate.getFeedbackOffsets().stream()
                        .mapToLong(FeedbackOffset::getOffset)
                        .sum())
                .isEqualTo(20);
    }

    @Test
    void aManifestAloneTellsWhatTheRecordOfItsVersionDoes() {
        line.start();
        learned(1);
        learned(2);

        for (ModelVersion version : line.versions()) {
            Manifest manifest =
                    Checkpoint.open(Path.of(version.getUri())).manifest().orElseThrow();
            assertThat(manifest.version()).isEqualTo(version.getVersion());
            assertThat(manifest.parent()).contains(version.getParent());
            assertThat(manifest.createdAt().truncatedTo(ChronoUnit.MILLIS)).isEqualTo(version.getCreatedAt());
            assertThat(manifest.metrics()).isEqualTo(version.getMetrics());
            assertThat(manifest.training()).isEqualTo(version.getTraining());
            assertThat(manifest.feedbackOffsets()).isEqualTo(offsets(version));
            assertThat(manifest.judgement())
                    .contains(new ManifestJudgement(
                            version.getLine(), version.getVerdict().name(), version.getReason()));
        }
    }

    private static Map<Integer, Long> offsets(ModelVersion version) {
        return version.getFeedbackOffsets().stream()
                .collect(Collectors.toMap(FeedbackOffset::getPartition, FeedbackOffset::getOffset));
    }
}
