package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was promoted, and what people label from then on. */
class ProbationIT {
    private static final Map<String, String> CANARIES = Map.of(
            "I love it.", "positive",
            "This is a wonderful product.", "positive",
            "The quality is excellent.", "positive",
            "ABSOLUTELY AMAZING!", "positive",
            "I hate it.", "negative",
            "This is a terrible product.", "negative",
            "The quality is awful.", "negative",
            "ABSOLUTELY AWFUL!", "negative");

    @TempDir
    private Path directory;

    private LineHarness line;
    /** New texts that the two models answer alike, and those that they don't, with what each says. */
    private final List<Asked> alike = new ArrayList<>();

    private final List<Asked> different = new ArrayList<>();

    private record Asked(String text, String before, String now) {}

    @BeforeEach
    void begin() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        line = new LineHarness("probation", directory)
                .withModel("negative", "positive")
                .with("retrain.labels", "100000")
                .with("adaptation.epochs", "6")
                .with("replay.serving.weight", "0")
                .with("replay.serving.labels", "0");
    }

    @AfterEach
    void end() {
        line.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }

    /** Trains a second version and awaits that it serves; then asks both about new texts. */
    private ModelVersion promoted() {
        soon().until(() -> line.serving() != null);
        line.label(0, 60);
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() == 2);
        ModelVersion second = line.versions().get(1);
        assertThat(line.serving().getVersion()).isEqualTo(second.getVersion());
        askBoth(line.versions().get(0), second);
        return second;
    }

    private void askBoth(ModelVersion first, ModelVersion second) {
        List<String> texts = IntStream.range(1000, 4000)
                .mapToObj(i -> "this book was " + (i % 2 == 0 ? "awful" : "great") + " " + i)
                .toList();
        List<Classification> before = answers(first, texts);
        List<Classification> now = answers(second, texts);
        for (int i = 0; i < texts.size(); i++) {
            Asked asked =
                    new Asked(texts.get(i), before.get(i).label(), now.get(i).label());
            (asked.before().equals(asked.now()) ? alike : different).add(asked);
        }
        assertThat(alike).as("texts that both answer alike").hasSizeGreaterThan(150);
        assertThat(different).as("texts that they do not").hasSizeGreaterThan(80);
    }

    private List<Classification> answers(ModelVersion version, List<String> texts) {
        try (TextClassifier classifier = TextClassifier.load(
                Checkpoint.open(Path.of(version.getUri())), line.config().judging())) {
            return classifier.classifyTexts(texts);
        }
    }

    private void label(String annotator, String text, String label) {
        line.label(annotator + " " + text, text, label, annotator);
    }

    /** Labels of texts that both answer alike, as both do. */
    private void confirm(String annotator, int count) {
        for (int i = 0; i < count; i++) {
            Asked asked = alike.remove(0);
            label(annotator, asked.text(), asked.before());
        }
    }

    /** Labels of texts that the two answer differently, as the one before does. */
    private void findWorse(String annotator, int count) {
        for (int i = 0; i < count; i++) {
            Asked asked = different.remove(0);
            label(annotator, asked.text(), asked.before());
        }
    }

    private void findWorse() {
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            confirm(annotator, 10);
            findWorse(annotator, 10);
        }
    }

    private Probation awaitTold(ProbationState state) {
        soon().until(() -> line.probations().stream()
                .anyMatch(version -> version.getProbation().getState() == state));
        List<ModelVersion> told = line.probations();
        return told.get(told.size() - 1).getProbation();
    }

    @Test
    void annotatorsWhoWereFoundUnreliableBeforeRollNothingBack() {
        line.start();
        soon().until(() -> line.serving() != null);
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            CANARIES.forEach(
                    (text, label) -> label(annotator, text, label.equals("positive") ? "negative" : "positive"));
            label(annotator, "this is a book for " + annotator, "positive");
        }
        ModelVersion second = promoted();

        findWorse();
        soon().until(() -> line.probations().stream()
                .anyMatch(version -> version.getProbation().getReason().contains("6 annotators are not heard")));
        confirm("gus", 10);
        soon().until(() -> line.probations().stream()
                .anyMatch(version -> version.getProbation().getLabels() == 10));

        assertThat(line.serving().getVersion()).isEqualTo(second.getVersion());
        assertThat(line.probations())
                .allSatisfy(version ->
                        assertThat(version.getProbation().getLabels()).isLessThanOrEqualTo(10));
    }

    @Test
    void aModelThatDoesWorseOnNewLabelsIsRolledBackByItselfAndOneRecordSaysWhy() {
        line.start();
        ModelVersion second = promoted();
        ServingModel promoted = line.serving();
        assertThat(promoted.getProbationEnds()).isEqualTo(promoted.getSince().plus(Duration.ofDays(1)));

        findWorse();
        soon().until(() -> line.serving().getVersion().equals(promoted.getPrevious()));

        ServingModel back = line.serving();
        assertThat(back.getRequestedBy()).isEqualTo("probation");
        assertThat(back.getChange()).isEqualTo(ServingChange.ROLLED_BACK);
        assertThat(back.getPrevious()).isEqualTo(second.getVersion());
        assertThat(back.getProbationEnds()).isNull();
        assertThat(back.getReason())
                .contains(second.getVersion() + " does worse than " + promoted.getPrevious())
                .contains("new labels of ")
                .contains("0 gained")
                .contains("200 rolls back");
        assertThat(line.changes())
                .filteredOn(change -> change.getChange() == ServingChange.ROLLED_BACK)
                .containsExactly(back);
        Probation told = awaitTold(ProbationState.ROLLED_BACK);
        assertThat(told.getAgainst()).isEqualTo(promoted.getPrevious());
        assertThat(told.getLost()).isGreaterThan(20);
        assertThat(told.getAnnotators()).isGreaterThanOrEqualTo(5);
        assertThat(told.getEvidence()).isGreaterThan(200);
        assertThat(told.getReason()).contains("rolled back by itself");
    }

    @Test
    void aLossIsActedUponWhileATrainingRuns() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        line.start(new TrainingListener() {
            @Override
            public void stepped(TrainingProgress progress) {
                if (first.getCount() == 0) {
                    began.countDown();
                    try {
                        released.await(90, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        });
        ServingModel promoted = servingAfter(promoted());
        first.countDown();
        line.command(Action.TRAIN, null, null);
        assertThat(began.await(90, TimeUnit.SECONDS)).isTrue();

        findWorse();
        soon().until(() -> line.serving().getVersion().equals(promoted.getPrevious()));

        assertThat(line.versions()).as("the training still runs").hasSize(2);
        released.countDown();
    }

    private ServingModel servingAfter(ModelVersion version) {
        assertThat(line.serving().getVersion()).isEqualTo(version.getVersion());
        return line.serving();
    }

    @Test
    void votesOfWrongFromManyAnnotatorsDoNotVoteAGoodModelOutAndAreToldOf() {
        line.start();
        ModelVersion second = promoted();
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            confirm(annotator, 10);
            Asked asked = different.remove(0);
            label(annotator, asked.text(), asked.now());
        }
        for (int hostile = 0; hostile < 12; hostile++) {
            for (int vote = 0; vote < 12; vote++) {
                Asked asked = vote < 9 ? alike.remove(0) : different.remove(0);
                label("hostile-" + hostile, asked.text(), asked.now().equals("positive") ? "negative" : "positive");
            }
        }

        soon().until(() -> line.probations().stream()
                .anyMatch(version -> version.getProbation().getReason().contains("12 annotators are left out")));

        Probation told = awaitTold(ProbationState.RUNNING);
        assertThat(told.getLabels()).isEqualTo(66);
        assertThat(told.getGained()).isEqualTo(6);
        assertThat(told.getLost()).isZero();
        assertThat(line.serving().getVersion()).isEqualTo(second.getVersion());
    }

    @Test
    void aPinBeatsTheProbation() {
        line.start();
        ModelVersion second = promoted();

        line.command(Action.PIN, null, second.getVersion());
        Probation told = awaitTold(ProbationState.ENDED);
        findWorse();
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() == 3);

        assertThat(told.getReason()).contains("test pinned it");
        assertThat(line.serving().getVersion()).isEqualTo(second.getVersion());
        assertThat(line.serving().getPinned()).isTrue();
        assertThat(line.serving().getProbationEnds()).isNull();
    }

    @Test
    void aPersonsRollBackEndsTheProbationAndItsPromotionBeginsNone() {
        line.start();
        ModelVersion second = promoted();

        line.command(Action.ROLL_BACK, null, second.getVersion());
        assertThat(awaitTold(ProbationState.ENDED).getReason()).contains("test made");
        line.command(Action.PROMOTE, second.getVersion(), null);
        soon().until(() -> line.serving().getVersion().equals(second.getVersion()));

        assertThat(line.serving().getProbationEnds()).isNull();
    }

    @Test
    void aTrainerThatIsRestartedInTheMiddleGoesOnFromTheTopicsAlone() {
        TrainerService before = line.start();
        ServingModel promoted = servingAfter(promoted());
        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            confirm(annotator, 3);
            findWorse(annotator, 3);
        }
        soon().until(() -> line.probations().stream()
                .anyMatch(version -> version.getProbation().getLabels() == 36));
        before.close();
        assertThat(line.serving()).isEqualTo(promoted);

        for (String annotator : List.of("ada", "bob", "cyd", "dan", "eve", "fay")) {
            confirm(annotator, 6);
            findWorse(annotator, 6);
        }
        line.start();
        soon().until(() -> line.serving().getVersion().equals(promoted.getPrevious()));

        Probation told = awaitTold(ProbationState.ROLLED_BACK);
        assertThat(told.getLabels()).isEqualTo(108);
        assertThat(told.getLost()).isEqualTo(54);
    }

    @Test
    void aProbationWithoutALossIsOverInTimeAndTheModelIsKept() {
        line.with("probation.duration", "20s");
        line.start();
        ModelVersion second = promoted();

        Probation told = awaitTold(ProbationState.KEPT);

        assertThat(told.getReason()).contains("kept, as no loss was shown").contains("no new labels");
        assertThat(line.serving().getVersion()).isEqualTo(second.getVersion());
    }

    @Test
    void withoutAProbationNothingIsComparedNorRolledBack() {
        line.with("probation.duration", "0");
        line.start();
        ModelVersion second = promoted();

        findWorse();
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() == 3);

        assertThat(line.changes()).noneMatch(change -> change.getChange() == ServingChange.ROLLED_BACK);
        assertThat(line.probations()).isEmpty();
        assertThat(line.versions().get(2).getParent()).isEqualTo(second.getVersion());
    }

    @Test
    void aModelThatCantBeReadIsToldOfAndNothingStops() throws IOException {
        line.start();
        ModelVersion second = promoted();
        Path weights = Path.of(line.versions().get(0).getUri()).resolve("model.safetensors");
        Files.writeString(weights, "torn");

        findWorse();
        Probation told = awaitTold(ProbationState.RUNNING);

        assertThat(told.getReason()).contains("can't be compared now, which is tried again");
        line.command(Action.PIN, null, second.getVersion());
        soon().until(() -> line.serving().getPinned());
    }
}
