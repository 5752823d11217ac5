package io.sentistream.trainer.probation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.Versions;
import io.sentistream.trainer.gate.Paired;
import io.sentistream.trainer.replay.FeedbackRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProbationTest {
    private static final Instant PROMOTED = Instant.ofEpochSecond(1000);
    private static final long LEARNED = 10;

    @TempDir
    private Path directory;

    private RunningProbation probation;
    private TextClassifier model;

    @BeforeEach
    void begin() {
        InferenceConfig inference = new InferenceConfig(Device.parse("cpu"), Precision.FLOAT32, 64, 1, 1024);
        ModelVersion before = written(1);
        ModelVersion now = written(2);
        now.setFeedbackOffsets(List.of(new FeedbackOffset(0, LEARNED)));
        ServingModel serving = Versions.serving(2, Versions.name(1), false);
        serving.setSince(PROMOTED);
        serving.setProbationEnds(PROMOTED.plusSeconds(100));
        probation = new RunningProbation(
                new ProbationConfig(Duration.ofDays(1), 0.02, 0.005, 50, 5, 0.25),
                serving,
                now,
                new ModelPair(before, now, labels -> Set.of(new NormalisedText("a row of the base")), inference),
                Set.of("mallory"));
        model = TextClassifier.load(Checkpoint.open(Path.of(now.getUri())), inference);
    }

    @AfterEach
    void end() {
        probation.close();
        model.close();
    }

    /** What both models say. */
    private String said(String text) {
        return model.classifyTexts(List.of(text)).get(0).label();
    }

    private ModelVersion written(int number) {
        Path path = directory.resolve("v" + number);
        TinyBert.of("negative", "positive").write(path);
        ModelVersion version = Versions.version(number, null, Verdict.PROMOTED);
        version.setUri(path.toString());
        version.setManifestSha256(CheckpointDigest.of(path).manifestSha256());
        return version;
    }

    private void take(String key, String text, String label, Instant at, long offset) {
        take(key, text, label, "ada", at, offset);
    }

    private void take(String key, String text, String label, String annotator, Instant at, long offset) {
        probation.take(new FeedbackRow(
                key, text, label, annotator, Optional.empty(), at, new TopicPartition("labelled", 0), offset));
    }

    private void take(String key, String text) {
        take(key, text, said(text), PROMOTED.plusSeconds(5), LEARNED);
    }

    private Standing answered() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            probation.standing();
            return !probation.isWaiting();
        });
        return probation.standing();
    }

    @Test
    void labelsThatCameSinceAreAskedOfBothModels() {
        take("1", "this was great");
        take("2", "this was awful");

        assertThat(probation.isWaiting()).isTrue();
        assertThat(answered().compared().rows()).isEqualTo(2);
        assertThat(answered().compared().gained()).as("the two are the same").isZero();
    }

    @Test
    void annotatorsWhoWereFoundUnreliableBeforeAreNotHeardButCounted() {
        take("1", "this was great");
        take("2", "this was awful", "positive", "mallory", PROMOTED.plusSeconds(5), LEARNED);
        take("3", "this was bad", "positive", "mallory", PROMOTED.plusSeconds(6), LEARNED);

        assertThat(answered().compared().rows()).isEqualTo(1);
        assertThat(answered().annotators()).isEqualTo(1);
        assertThat(answered().told()).contains("1 annotators are not heard");

        probation.withdraw("2");
        probation.withdraw("3");
        assertThat(answered().told()).doesNotContain("not heard");
    }

    @Test
    void labelsOfAnotherTimeAndTextsThatWereLabelledBeforeOrAreOfTheBaseDoNotCount() {
        take("old", "an old one", "positive", PROMOTED.minusSeconds(1), LEARNED + 5);
        take("learned", "a learned one", "positive", PROMOTED.plusSeconds(1), LEARNED - 1);
        take("late", "a late one", "positive", PROMOTED.plusSeconds(100), LEARNED + 6);
        take("again", "An OLD  one");
        take("once more", "a learned one");
        take("base", "A row of the base");
        take("new", "a new one");

        assertThat(answered().compared().rows()).isEqualTo(1);
    }

    @Test
    void aTextThatIsFoundToBeOldLaterNoLongerCounts() {
        take("new", "a text");
        assertThat(answered().compared().rows()).isEqualTo(1);

        take("old", "a text", "positive", PROMOTED.minusSeconds(1), 3);

        assertThat(answered().compared().rows()).isZero();
    }

    @Test
    void aWithdrawnLabelDoesNotCountAndAChangedOneCountsAsItIsNow() {
        for (String text : List.of("this was great", "this was awful", "this was fine", "this was odd")) {
            take(text, text);
        }
        assertThat(answered().compared().both()).isEqualTo(4);

        probation.withdraw("this was great");
        String other = said("this was fine").equals("positive") ? "negative" : "positive";
        take("this was fine", "this was fine", other, PROMOTED.plusSeconds(9), LEARNED + 9);

        assertThat(answered().compared()).isEqualTo(new Paired(2, 0, 0, 1));
    }

    @Test
    void anUnknownLabelIsSetAside() {
        take("1", "this was fine", "lukewarm", PROMOTED.plusSeconds(5), LEARNED);
        take("2", "this was great");

        assertThat(answered().compared().rows()).isEqualTo(1);
    }

    @Test
    void nothingIsDecidedBeforeAllIsReadAndAnswered() {
        for (int i = 0; i < 100; i++) {
            take("key " + i, "text " + i);
        }

        assertThat(probation.showsLoss(false)).isFalse();
        answered();
        assertThat(probation.showsLoss(true)).as("the two are the same").isFalse();
    }
}
