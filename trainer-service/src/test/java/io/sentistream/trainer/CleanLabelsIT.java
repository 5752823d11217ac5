package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.trainer.data.RowsDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may teach a running trainer, and what it sets aside. */
class CleanLabelsIT {
    /** Windows begin at multiples of their length since 1970, so that of these 27 years none ends while a test runs. */
    private static final String NEVER_OVER = "10000d";

    @TempDir
    private Path directory;

    private LineHarness line;
    private TrainerService trainer;

    @BeforeEach
    void begin() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        line = new LineHarness("labels", directory)
                .withModel("negative", "positive")
                .with("retrain.labels", "1000")
                .with("withheld.feedback", "0")
                .with("labels.window", NEVER_OVER)
                .with("adaptation.epochs", "1");
    }

    @AfterEach
    void end() {
        line.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private void start() {
        trainer = line.start();
        soon().until(() -> line.serving() != null);
    }

    private ModelVersion retrained() {
        int before = line.versions().size();
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() > before);
        return line.versions().get(before);
    }

    private Map<String, QuarantineReason> reasons() {
        return line.quarantine().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().getReason()));
    }

    private static String learned(ModelVersion version) {
        return version.getTraining().get("feedback.new.sha256");
    }

    private static String keys(String... keys) {
        return RowsDigest.ofKeys(List.of(keys));
    }

    @Test
    void eachTextIsLearnedOnceAndWhatIsSetAsideStandsInTheQuarantineWithItsReason() {
        start();
        line.label("same-1", "this book was great", "positive", "ada");
        line.label("same-2", "This  BOOK was great", "1", "bob");
        line.label("even-1", "this book was so so", "positive", "ada");
        line.label("even-2", "this book was so so", "negative", "bob");
        line.label("vote-1", "this book was long", "negative", "ada");
        line.label("vote-2", "this book was long", "negative", "bob");
        line.label("vote-3", "this book was long", "positive", "cem");
        line.label("odd", "this book was blue", "lukewarm", "ada");
        line.label("canary", "I LOVE it.", "positive", "ada");
        line.label("base", "this film is not very bad 0", "negative", "ada");

        ModelVersion version = retrained();

        assertThat(learned(version))
                .isIn(
                        keys("same-1", "same-2", "vote-1", "vote-2"),
                        // Where the base row is not among the withheld ones, it may be learned.
                        keys("same-1", "same-2", "vote-1", "vote-2", "base"));
        assertThat(version.getMetrics())
                .containsEntry("labels.set.aside.contradictory", 2.0)
                .containsEntry("labels.set.aside.outvoted", 1.0)
                .containsEntry("labels.set.aside.unreadable", 1.0)
                .containsEntry("labels.set.aside.canary", 1.0);
        assertThat(version.getReason()).contains("set aside (").contains("2 contradictory");
        assertThat(version.getTraining()).containsKey("config.labels.agreement");
        assertThat(reasons())
                .containsAllEntriesOf(Map.of(
                        "even-1", QuarantineReason.CONTRADICTORY,
                        "even-2", QuarantineReason.CONTRADICTORY,
                        "vote-3", QuarantineReason.OUTVOTED,
                        "odd", QuarantineReason.UNREADABLE,
                        "canary", QuarantineReason.CANARY));
        assertThat(line.quarantine().get("vote-3")).satisfies(label -> {
            assertThat(label.getLine()).isEqualTo(line.line());
            assertThat(label.getText()).isEqualTo("this book was long");
            assertThat(label.getAnnotator()).isEqualTo("cem");
            assertThat(label.getWhy()).contains("negative by ada and bob");
        });
    }

    /** Twenty texts of the base, of which one in five is withheld. */
    @Test
    void aTextThatModelsAreJudgedOnIsNeverLearned() {
        start();
        IntStream.range(0, 100)
                .forEach(i -> line.label(
                        "base-" + i,
                        "This film is not very " + (i % 2 == 0 ? "bad " : "good ") + i,
                        "positive",
                        "ada"));

        ModelVersion version = retrained();

        double judgedOn = version.getMetrics().get("labels.set.aside.validation");
        assertThat(judgedOn).isBetween(20.0, 30.0);
        assertThat(version.getMetrics()).containsEntry("feedback.new.rows", 100 - judgedOn);
        assertThat(reasons()).hasSize((int) judgedOn).containsValue(QuarantineReason.VALIDATION);
    }

    @Test
    void aReleasedLabelIsLearnedByTheNextTrainingAndIsRememberedOverARestart() {
        start();
        line.label("book", "this book was great", "positive", "ada");
        line.label("even-1", "this book was so so", "positive", "ada");
        line.label("even-2", "this book was so so", "negative", "bob");
        retrained();
        assertThat(reasons()).containsOnlyKeys("even-1", "even-2");

        line.release("even-1");
        soon().until(() -> "test".equals(line.quarantine().get("even-1").getReleasedBy()));
        trainer.close();
        start();
        ModelVersion second = retrained();

        assertThat(learned(second)).isEqualTo(keys("even-1"));
        assertThat(second.getMetrics()).containsEntry("feedback.older.rows", 1.0);
        QuarantinedLabel released = line.quarantine().get("even-1");
        assertThat(released.getLearned()).isTrue();
        assertThat(line.quarantine().get("even-2").getReason()).isEqualTo(QuarantineReason.OUTVOTED);

        line.label("more", "this book was awful", "negative", "ada");
        ModelVersion third = retrained();
        assertThat(learned(third)).isEqualTo(keys("more"));
        assertThat(third.getMetrics()).containsEntry("feedback.older.rows", 2.0);
        assertThat(line.quarantine().get("even-1")).isEqualTo(released);
    }

    @Test
    void aReleaseOfAnUnknownKeyIsRefusedByName() {
        start();

        line.release("typo");

        soon().until(() -> line.served().size() == 2);
        assertThat(line.serving().getReason())
                .contains("refused RELEASE by test")
                .contains("no label is set aside under the key typo");
    }

    @Test
    void aTrainingAfterAWithdrawalDoesNotSeeWhatWasWithdrawnAndItLeavesTheQuarantine() {
        start();
        line.label("kept", "this book was great", "positive", "ada");
        line.label("gone", "this book was awful", "negative", "ada");
        line.label("even-1", "this book was so so", "positive", "ada");
        line.label("even-2", "this book was so so", "negative", "bob");
        assertThat(learned(retrained())).isEqualTo(keys("kept", "gone"));
        assertThat(reasons()).containsOnlyKeys("even-1", "even-2");

        line.withdraw("gone");
        line.withdraw("even-2");
        soon().untilAsserted(() -> assertThat(reasons()).containsOnlyKeys("even-1"));
        ModelVersion after = retrained();

        assertThat(after.getTraining())
                .containsEntry("feedback.new.sha256", keys("even-1"))
                .containsEntry("feedback.older.sha256", keys("kept"));
        assertThat(after.getMetrics()).containsEntry("labels.settled.texts", 2.0);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void anAnnotatorWhoAnswersCanariesWronglyTeachesNothing() {
        start();
        String[][] canaries = {
            {"I love it.", "positive"}, {"This is a wonderful product.", "positive"},
            {"The quality is excellent.", "positive"}, {"ABSOLUTELY AMAZING!", "positive"},
            {"I hate it.", "negative"}, {"This is a terrible product.", "negative"},
            {"The quality is awful.", "negative"}, {"ABSOLUTELY AWFUL!", "negative"}
        };
        for (String[] canary : canaries) {
            line.label("ada " + canary[0], canary[0], canary[1], "ada");
            line.label(
                    "mallory " + canary[0],
                    canary[0],
                    canary[1].equals("positive") ? "negative" : "positive",
                    "mallory");
        }
        line.label("by ada", "this book was great", "positive", "ada");
        line.label("by mallory", "this book was dreadful", "positive", "mallory");

        ModelVersion version = retrained();

        assertThat(learned(version)).isEqualTo(keys("by ada"));
        assertThat(reasons()).hasSize(17).containsEntry("by mallory", QuarantineReason.UNRELIABLE_ANNOTATOR);
        assertThat(line.quarantine().get("by mallory").getWhy()).contains("mallory is right of");
    }

    @Test
    void whatIsAboveTheCapWaitsUntilTheWindowHasMovedOn() {
        line.with("labels.annotator.cap", "4");
        start();
        for (int i = 0; i < 6; i++) {
            line.label("ada-" + i, "this book was great " + i, "positive", "ada");
        }
        line.label("bob", "this book was awful", "negative", "bob");

        ModelVersion first = retrained();
        Map<String, QuarantineReason> waiting = reasons();

        assertThat(waiting).hasSize(2).containsValue(QuarantineReason.ANNOTATOR_CAP);
        assertThat(first.getMetrics()).containsEntry("feedback.new.rows", 5.0);
        assertThat(line.quarantine().values())
                .allSatisfy(label -> assertThat(label.getWhy()).contains("labels.annotator.cap"));
        trainer.close();
        line.with("labels.window", "1s");
        start();
        ModelVersion second = retrained();

        assertThat(learned(second)).isEqualTo(keys(waiting.keySet().toArray(String[]::new)));
        assertThat(line.quarantine()).isEmpty();
    }

    @Test
    void whereNothingCanBeLearnedTheOffsetsMoveOnAndWhoAskedAndTheQuarantineTellWhy() {
        start();
        line.label("odd", "this book was blue", "lukewarm", "ada");

        line.command(Action.TRAIN, null, null);
        soon().until(() -> reasons().containsKey("odd"));

        assertThat(line.learnedTo())
                .isEqualTo(line.labelledEnds().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(line.versions()).hasSize(1);
        assertThat(line.serving().getReason())
                .contains("refused TRAIN by test")
                .contains("none of the 1 labels can be learned from: 1 label is set aside (1 unreadable)");
        assertThat(line.quarantine().get("odd")).satisfies(label -> {
            assertThat(label.getReleasable()).isFalse();
            assertThat(label.getWhy()).contains("'lukewarm'").contains("negative, positive");
        });
    }

    @Test
    void aFloodOfOneAnnotatorTeachesNoMoreThanAllOthersTogether() {
        line.with("labels.annotator.always", "3");
        start();
        IntStream.range(0, 40)
                .forEach(i -> line.label("flood-" + i, "this book was dreadful " + i, "positive", "mallory"));
        Stream.of("ada", "bob", "cem", "dan")
                .forEach(name -> line.label("by " + name, "this book was great for " + name, "positive", name));

        ModelVersion version = retrained();

        assertThat(version.getMetrics()).containsEntry("feedback.new.rows", 8.0);
        assertThat(reasons()).hasSize(36).containsValue(QuarantineReason.ANNOTATOR_CAP);
    }
}
