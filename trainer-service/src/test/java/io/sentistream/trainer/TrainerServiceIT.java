package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.control.Clients;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class TrainerServiceIT {
    @TempDir
    private Path directory;

    private LineHarness line;

    @BeforeEach
    void begin(TestInfo test) {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        line = new LineHarness("trainer", directory);
    }

    @AfterEach
    void end() {
        line.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(90));
    }

    private ServingModel initial() {
        line.withModel("negative", "positive");
        line.start();
        return awaitInitial();
    }

    private ServingModel awaitInitial() {
        soon().until(() -> line.serving() != null);
        return line.serving();
    }

    private ModelVersion awaitVersion(int count) {
        soon().until(() -> line.versions().size() >= count);
        return line.versions().get(count - 1);
    }

    /** Counts trainings by their ends, and can hold one up. */
    private static final class Watch implements TrainingListener {
        private final AtomicInteger ended = new AtomicInteger();
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final boolean holding;

        Watch(boolean holding) {
            this.holding = holding;
        }

        @Override
        public void stepped(TrainingProgress progress) {
            began.countDown();
            try {
                if (holding && !released.await(90, TimeUnit.SECONDS)) {
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
    void feedbackIsLearnedJudgedAnnouncedAndServesWithItsOffsetsCommitted() {
        ServingModel first = initial();
        assertThat(line.versions())
                .singleElement()
                .extracting(ModelVersion::getVerdict)
                .isEqualTo(Verdict.INITIAL);
        assertThat(line.learnedTo()).isEmpty();

        line.label(0, 30);
        ModelVersion candidate = awaitVersion(2);

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(candidate.getVersion()).matches("v2-[0-9a-f]{8}");
        assertThat(candidate.getParent()).isEqualTo(first.getVersion());
        assertThat(candidate.getReason()).contains("withheld base rows").contains("of 20");
        assertThat(candidate.getMetrics()).containsKeys("train.loss", "base.withheld.accuracy", "feedback.new.rows");
        assertThat(line.serving().getVersion()).isEqualTo(candidate.getVersion());
        assertThat(line.serving().getPrevious()).isEqualTo(first.getVersion());
        Checkpoint written = Checkpoint.open(Path.of(candidate.getUri()), candidate.getManifestSha256());
        assertThat(written.manifest().orElseThrow().feedbackOffsets()).isEqualTo(line.learnedTo());
        soon().untilAsserted(() -> assertThat(line.learnedTo()).isNotEmpty());
        assertThat(candidate.getFeedbackOffsets())
                .allSatisfy(offset ->
                        assertThat(line.learnedTo()).containsEntry(offset.getPartition(), offset.getOffset()));
    }

    /** Labels 80 texts that a candidate learns by heart, and those that are withheld the same way or the other way round. */
    private void labelBooks(boolean withheldAlike, int withheld) {
        FeedbackSplit split = new FeedbackSplit(line.config().replay().withheldFeedback());
        int left = withheld;
        for (int book = 0, learned = 0; learned < 60 || left > 0; book++) {
            boolean great = book % 2 == 0;
            String text = "this book was " + (great ? "great " : "awful ") + book;
            if (!split.withholds(text) && learned < 60) {
                line.label("book-" + book, text, great ? "positive" : "negative");
                learned++;
            } else if (split.withholds(text) && left > 0 && great == (left % 2 == 0)) {
                line.label("book-" + book, text, great == withheldAlike ? "positive" : "negative");
                left--;
            }
        }
    }

    /** A line whose gate asks for a gain, and whose candidates go all the way that the labels say. */
    private LineHarness askingForAGain(String level) {
        return line.with("gate.gain.level", level)
                .with("gate.folds", "1")
                .with("retrain.labels", "1000")
                .with("adaptation.epochs", "6")
                .with("replay.serving.weight", "0")
                .with("replay.serving.labels", "0");
    }

    private ModelVersion retrained() {
        line.command(Action.TRAIN, null, null);
        return awaitVersion(2);
    }

    @Test
    void aCandidateThatIsShownToBeBetterOnWithheldFeedbackServes() {
        askingForAGain("0.05");
        initial();

        labelBooks(true, 20);
        ModelVersion candidate = retrained();

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(line.serving().getVersion()).isEqualTo(candidate.getVersion());
    }

    @Test
    void aHarmfulCandidateIsRefusedItsOffsetsAreCommittedAndTheOldModelServes() {
        askingForAGain("0.05");
        ServingModel first = initial();

        labelBooks(false, 20);
        ModelVersion candidate = retrained();

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.REFUSED);
        assertThat(candidate.getReason()).contains("worse on feedback").contains("of 20");
        assertThat(candidate.getMetrics())
                .as("the base rows are spared")
                .containsKey("feedback.withheld.accuracy")
                .doesNotContainKey("base.withheld.accuracy");
        assertThat(line.serving()).isEqualTo(first);
        soon().untilAsserted(() -> assertThat(line.learnedTo()).isNotEmpty());
        assertThat(Path.of(candidate.getUri())).isDirectory();
    }

    @Test
    void aCandidateOfTooFewLabelsIsTooLittleEvidenceAndTheOldModelServes() {
        askingForAGain("0.05");
        ServingModel first = initial();

        labelBooks(true, 2);
        ModelVersion candidate = retrained();

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.UNDECIDED);
        assertThat(candidate.getReason())
                .contains("not enough evidence")
                .contains("label more texts")
                .contains("of 2:");
        assertThat(line.serving()).isEqualTo(first);
        soon().untilAsserted(() -> assertThat(line.learnedTo()).isNotEmpty());
    }

    @Test
    void labelsThatWereLearnedJudgeTooByModelsThatLearnedWithoutThem() {
        askingForAGain("0.05").with("gate.folds", "3").with("adaptation.epochs", "15");
        initial();

        labelBooks(true, 2);
        ModelVersion candidate = retrained();

        assertThat(candidate.getReason()).contains("of 62:");
        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(candidate.getMetrics()).containsEntry("feedback.crossfitted.rows", 60.0);
        assertThat(line.serving().getVersion()).isEqualTo(candidate.getVersion());
    }

    @Test
    void candidatesThatLearnAboveFrozenLayersServeOneAfterTheOther() {
        line.with("adaptation.frozen.layers", "1")
                .with("adaptation.epochs", "6")
                .with("retrain.labels", "40");
        initial();

        line.label(0, 40);
        ModelVersion first = awaitVersion(2);
        soon().until(() -> line.serving().getVersion().equals(first.getVersion()));
        line.label(40, 80);
        ModelVersion second = awaitVersion(3);

        assertThat(second.getVerdict()).as(second.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(second.getParent()).isEqualTo(first.getVersion());
        Map<String, Tensor> initial = weights(line.versions().get(0));
        Map<String, Tensor> learned = weights(second);
        assertThat(learned.entrySet().stream()
                        .filter(weight -> weight.getValue().equals(initial.get(weight.getKey())))
                        .map(Map.Entry::getKey))
                .contains("bert.encoder.layer.0.output.dense.weight", "bert.embeddings.word_embeddings.weight")
                .doesNotContain("bert.encoder.layer.1.output.dense.weight", "classifier.weight");
    }

    private static Map<String, Tensor> weights(ModelVersion version) {
        return Checkpoint.open(Path.of(version.getUri())).weights();
    }

    @Test
    void labelsThatSayNothingOfOthersBringNoCandidateThroughByHavingBeenLearned() {
        askingForAGain("0.05").with("gate.folds", "2");
        ServingModel first = initial();

        Random coin = new Random(3);
        for (int book = 0; book < 80; book++) {
            line.label("book-" + book, "this is book " + book, coin.nextBoolean() ? "positive" : "negative");
        }
        ModelVersion candidate = retrained();

        assertThat(candidate.getMetrics().get("feedback.crossfitted.rows")).isGreaterThan(50);
        assertThat(candidate.getVerdict()).as(candidate.getReason()).isNotEqualTo(Verdict.PROMOTED);
        assertThat(line.serving()).isEqualTo(first);
    }

    @Test
    void aCandidateOfTooLittleEvidenceRunsInTheShadowUntilAPersonPromotesIt() {
        askingForAGain("0.05");
        ServingModel first = initial();
        labelBooks(true, 2);
        ModelVersion candidate = retrained();
        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.UNDECIDED);

        // In the same transaction, so that who sees the verdict sees this.
        ServingModel shadow = line.shadows().get(0);
        assertThat(shadow.getVersion()).isEqualTo(candidate.getVersion());
        assertThat(shadow.getManifestSha256()).isEqualTo(candidate.getManifestSha256());
        assertThat(shadow.getShare()).isEqualTo(0.1);
        assertThat(shadow.getBeside()).isEqualTo(first.getVersion());
        assertThat(line.serving()).isEqualTo(first);
        assertThat(line.changes()).as("of what serves").hasSize(1);

        line.command(Action.PROMOTE, candidate.getVersion(), first.getVersion());
        soon().until(() -> line.serving().getVersion().equals(candidate.getVersion()));
        assertThat(line.shadows()).hasSize(2);
        assertThat(line.shadows().get(1).getShare()).isZero();
        assertThat(line.shadows().get(1).getReason()).isEqualTo("it serves now");
    }

    @Test
    void aPersonPutsAnyCandidateInTheShadowAndItsRunEndsWhenItsTimeIsOver() {
        line.with("shadow.duration", "1ms").with("retrain.labels", "1000");
        ServingModel first = initial();
        line.label(0, 30);
        ModelVersion candidate = retrained();
        line.command(Action.ROLL_BACK, first.getVersion(), candidate.getVersion());
        soon().until(() -> line.serving().getVersion().equals(first.getVersion()));

        line.command(Action.SHADOW, candidate.getVersion(), null, "let me see");
        soon().until(() -> line.shadows().size() == 2);
        assertThat(line.shadows().get(0).getReason()).startsWith("SHADOW: let me see");
        assertThat(line.shadows().get(1).getShare()).isZero();
        assertThat(line.shadows().get(1).getReason()).contains("shadow.duration");
    }

    @Test
    void aRestartedTrainerKnowsWhatRunsInTheShadowAndEndsItOnDemand() {
        line.withModel("negative", "positive").with("retrain.labels", "1000");
        TrainerService before = line.start();
        ServingModel first = awaitInitial();
        line.label(0, 30);
        ModelVersion candidate = retrained();
        line.command(Action.ROLL_BACK, first.getVersion(), candidate.getVersion());
        line.command(Action.SHADOW, candidate.getVersion(), null);
        soon().until(() -> line.shadows().size() == 1);
        before.close();
        line.start();

        line.command(Action.UNSHADOW, null, null, "seen enough");
        soon().until(() -> line.shadows().size() == 2);
        assertThat(line.shadows().get(1).getShare()).isZero();
        assertThat(line.shadows().get(1).getReason()).startsWith("UNSHADOW: seen enough");

        line.command(Action.UNSHADOW, null, null);
        soon().until(() -> line.serving().getReason().contains("no candidate runs in the shadow"));
        assertThat(line.serving().getReason()).startsWith("refused UNSHADOW by test");
    }

    @Test
    void aRestartGoesOnFromTheCommittedOffsetsAndTheInitialModelIsAnnouncedOnce() {
        line.withModel("negative", "positive");
        TrainerService before = line.start();
        awaitInitial();
        line.label(0, 20);
        awaitVersion(2);
        soon().until(() -> line.learnedTo().equals(line.labelledEnds()));
        before.close();
        int announced = line.versions().size();

        line.start();
        line.label(100, 110);
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() > announced);

        ModelVersion later = line.versions().get(announced);
        assertThat(later.getMetrics().get("feedback.new.rows")).isLessThanOrEqualTo(10);
        assertThat(later.getMetrics().get("feedback.older.rows")).isGreaterThan(10);
        assertThat(line.versions())
                .filteredOn(version -> version.getVerdict() == Verdict.INITIAL)
                .hasSize(1);
    }

    @Test
    void aBaseWithoutAHeadIsFineTunedBeforeItServes() {
        line.withModel().with("training.epochs", "1");
        line.start();

        ServingModel serving = awaitInitial();

        assertThat(Checkpoint.open(Path.of(serving.getUri())).config().labels())
                .containsExactly("negative", "positive");
        assertThat(line.versions().get(0).getMetrics()).containsKeys("train.loss", "base.withheld.accuracy");
    }

    @Test
    void aCrashBetweenTheCheckpointAndItsAnnouncementLosesNothingAndIsLearnedOnce() throws InterruptedException {
        line.withModel("negative", "positive");
        // The producer dies as a killed process does: after the checkpoint is renamed, before its transaction commits.
        TrainerService dying = line.start(
                connection -> new FailingClients(
                        connection, line.line(), () -> new OutOfMemoryError("killed by the test"), Integer.MAX_VALUE),
                new Watch(false));
        awaitInitial();
        line.label(0, 30);
        assertThat(dying.awaitStop())
                .hasValueSatisfying(reason -> assertThat(reason).contains("killed by the test"));
        assertThat(line.store().toFile().list()).hasSize(2);
        assertThat(line.versions()).hasSize(1);
        assertThat(line.learnedTo()).isEmpty();

        line.start();
        awaitVersion(2);
        soon().until(() -> line.learnedTo().equals(line.labelledEnds()));

        assertThat(line.versions()).hasSize(2);
        assertThat(line.serving().getVersion()).isEqualTo(line.versions().get(1).getVersion());
    }

    @Test
    void whenTheBrokersFailInAnAnnouncementItIsMadeOnceTheyAreBackWithoutTrainingAgain() {
        line.withModel("negative", "positive");
        Watch watch = new Watch(false);
        line.start(
                connection -> new FailingClients(
                        connection, line.line(), () -> new TimeoutException("no answer, says the test"), 1),
                watch);
        awaitInitial();

        line.label(0, 20);
        awaitVersion(2);

        soon().until(() -> line.learnedTo().equals(line.labelledEnds()));
        assertThat(line.versions()).hasSize(2);
        assertThat(watch.ended).hasValue(1);
    }

    @Test
    void aSecondTrainerFencesTheFirstWhichStopsAndSaysWhy() throws InterruptedException {
        line.withModel("negative", "positive");
        TrainerService first = line.start();
        ServingModel initial = awaitInitial();

        line.start();

        assertThat(first.awaitStop())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("another trainer").contains(line.line()));
        line.command(Action.PIN, null, null);
        soon().untilAsserted(() -> assertThat(line.serving().getPinned()).isTrue());
        assertThat(line.serving().getVersion()).isEqualTo(initial.getVersion());
        assertThat(line.served()).hasSize(2);
    }

    @Test
    void commandsAreObeyedWithinSecondsWhileATrainingRuns() throws InterruptedException {
        line.withModel("negative", "positive");
        Watch watch = new Watch(true);
        line.start(watch);
        ServingModel initial = awaitInitial();
        line.label(0, 30);
        assertThat(watch.began.await(60, TimeUnit.SECONDS)).isTrue();

        line.command(Action.PIN, null, initial.getVersion());
        await().atMost(Duration.ofSeconds(10)).until(() -> line.serving().getPinned());
        watch.released.countDown();
        ModelVersion candidate = awaitVersion(2);

        assertThat(candidate.getVerdict()).isEqualTo(Verdict.REFUSED);
        assertThat(candidate.getReason()).contains("passed the gate").contains("pinned by test");
        assertThat(line.serving().getVersion()).isEqualTo(initial.getVersion());
        assertThat(line.learnedTo()).isNotEmpty();
    }

    @Test
    void aTrainingIsToldOfWhileItRunsAndItsEndTooAlsoWhereTheTrainerIsClosedInIt() throws InterruptedException {
        line.withModel("negative", "positive");
        Watch watch = new Watch(true);
        TrainerService trainer = line.start(watch);
        awaitInitial();
        line.label(0, 30);
        assertThat(watch.began.await(60, TimeUnit.SECONDS)).isTrue();

        soon().until(() -> line.updates().stream().anyMatch(update -> update.getNumber() == 2));
        trainer.close();

        List<TrainingUpdate> told = line.updates().stream()
                .filter(update -> update.getNumber() == 2)
                .toList();
        assertThat(told.get(0).getPhase()).isEqualTo(TrainingPhase.STARTED);
        TrainingUpdate last = told.get(told.size() - 1);
        assertThat(last.getPhase()).isEqualTo(TrainingPhase.ENDED);
        assertThat(last.getStep()).isEqualTo(1);
        assertThat(last.getSteps()).isGreaterThan(1);
        assertThat(told)
                .filteredOn(update -> update.getLoss() != null)
                .first()
                .satisfies(update -> assertThat(update.getLoss()).isBetween(0.1, 3.0));
    }

    @Test
    void aPersonPromotesRollsBackAndUnpinsByCommand() {
        ServingModel initial = initial();
        line.label(0, 30);
        String second = awaitVersion(2).getVersion();

        line.command(Action.ROLL_BACK, null, second);
        soon().until(() -> line.serving().getVersion().equals(initial.getVersion()));
        assertThat(line.serving().getPrevious()).isEqualTo(second);
        assertThat(line.serving().getRequestedBy()).isEqualTo("test");

        line.command(Action.PIN, second, initial.getVersion());
        soon().until(() -> line.serving().getVersion().equals(second));
        assertThat(line.serving().getPinned()).isTrue();

        line.command(Action.UNPIN, null, null);
        soon().until(() -> !line.serving().getPinned());
        assertThat(line.serving().getVersion()).isEqualTo(second);

        line.command(Action.PROMOTE, initial.getVersion(), second);
        soon().until(() -> line.serving().getVersion().equals(initial.getVersion()));
    }

    @Test
    void aCommandThatExpectsAnotherModelIsRefusedWhereItsSenderCanSee() {
        ServingModel initial = initial();

        line.command(Action.PIN, null, "v9-00000000");

        soon().until(() -> line.served().size() == 2);
        ServingModel told = line.serving();
        assertThat(told.getReason()).contains("refused PIN by test").contains("v9-00000000 was expected to serve");
        assertThat(told.getVersion()).isEqualTo(initial.getVersion());
        assertThat(told.getPinned()).isFalse();
        soon().until(() -> line.obeyedTo() == 1);
    }

    @Test
    void aTrainingThatIsAskedForLearnsAllThatWasLabelledBefore() {
        initial();
        line.label(0, 7);

        line.command(Action.TRAIN, null, null);

        assertThat(awaitVersion(2).getFeedbackOffsets().stream()
                        .mapToLong(FeedbackOffset::getOffset)
                        .sum())
                .isEqualTo(7);
    }

    @Test
    void trainingWithoutFeedbackIsRefused() {
        initial();

        line.command(Action.TRAIN, null, null);

        soon().until(() -> line.served().size() == 2);
        assertThat(line.serving().getReason()).contains("no feedback to learn from");
        assertThat(line.versions()).hasSize(1);
    }

    @Test
    void withdrawnLabelsAreNotLearned() {
        initial();
        line.label(0, 10);
        line.label("typo", "this book was awful in parts", "positive");
        line.withdraw("typo");
        for (int i = 0; i < 8; i++) {
            line.withdraw("book-" + i);
        }

        line.command(Action.TRAIN, null, null);
        ModelVersion candidate = awaitVersion(2);

        assertThat(candidate.getMetrics().get("feedback.new.rows")).isBetween(1.0, 2.0);
    }

    @Test
    void recordsThatCantBeReadAndUnknownLabelsAreSetAsideAndNothingStops() {
        initial();
        line.garble(Topic.LABELLED, "broken");
        line.garble(Topic.COMMANDS, line.line());
        line.label("odd", "this book was fine", "lukewarm");
        line.label("empty", " ", "positive");

        line.label(0, 30);
        ModelVersion candidate = awaitVersion(2);

        assertThat(candidate.getMetrics().get("feedback.new.rows")).isLessThanOrEqualTo(30);
        assertThat(candidate.getVerdict()).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void aTrainingThatFailsIsRecordedItsFeedbackStaysNewAndTheControllerGoesOn() {
        line.withModel("negative", "positive").with("adaptation.max.length", "65");
        line.start();
        ServingModel initial = awaitInitial();

        line.label(0, 30);
        ModelVersion failed = awaitVersion(2);

        assertThat(failed.getVerdict()).isEqualTo(Verdict.FAILED);
        assertThat(failed.getReason()).contains("max.length=65");
        assertThat(line.learnedTo()).isEmpty();
        line.command(Action.PIN, null, null);
        soon().until(() -> line.serving().getPinned());
        assertThat(line.serving().getVersion()).isEqualTo(initial.getVersion());
    }

    @Test
    void onlyTheLastCheckpointsTheServingOneAndParentsAreKeptAndTheManifestsOfTheOthers() throws IOException {
        line.with("retention.versions", "1").with("adaptation.epochs", "1");
        initial();
        for (int version = 2; version <= 4; version++) {
            line.label(version * 100, version * 100 + 20);
            awaitVersion(version);
        }

        List<ModelVersion> versions = line.versions();
        soon().untilAsserted(() -> assertThat(line.store().toFile().list())
                .containsExactlyInAnyOrder(
                        versions.get(1).getVersion(),
                        versions.get(2).getVersion(),
                        versions.get(3).getVersion(),
                        "manifests"));
        ModelVersion deleted = versions.get(0);
        Path kept = line.store().resolve("manifests").resolve(deleted.getVersion() + ".json");
        Manifest manifest = Manifest.fromJson(kept.toString(), Files.readAllBytes(kept));
        assertThat(manifest.metrics()).isEqualTo(deleted.getMetrics());
        assertThat(manifest.judgement()).map(judgement -> judgement.reason()).contains(deleted.getReason());
    }

    /** Clients whose producers fail when they commit a transaction that announces a second version. */
    private static final class FailingClients extends Clients {
        private final Supplier<Throwable> failure;
        private final AtomicInteger failures;

        FailingClients(Connection connection, String line, Supplier<Throwable> failure, int failures) {
            super(connection, TrainerService.transactionalId(line));
            this.failure = failure;
            this.failures = new AtomicInteger(failures);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected Producer<byte[], byte[]> producer() {
            Producer<byte[], byte[]> real = super.producer();
            AtomicInteger versions = new AtomicInteger();
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("send")) {
                            String key = new String(
                                    ((ProducerRecord<byte[], byte[]>) arguments[0]).key(), StandardCharsets.UTF_8);
                            versions.addAndGet(key.startsWith("v2-") ? 1 : 0);
                        }
                        if (method.getName().equals("commitTransaction")
                                && versions.get() > 0
                                && failures.getAndDecrement() > 0) {
                            throw failure.get();
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
