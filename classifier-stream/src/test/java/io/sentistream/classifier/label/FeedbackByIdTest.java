package io.sentistream.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.LiveAccuracy;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.TopicLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback that names a review, whose text and result came, come later or never come. */
class FeedbackByIdTest {
    private static final AvroSerdes SERDES = AvroSerdes.at("mock://by-id");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MAX_BYTES = 20_000;

    @TempDir
    private Path state;

    private final List<String> heard = new ArrayList<>();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> reviews;
    private TestInputTopic<byte[], byte[]> sentiment;
    private TestInputTopic<byte[], byte[]> shadow;
    private TestInputTopic<byte[], byte[]> feedback;
    private TestOutputTopic<byte[], byte[]> labelled;
    private TestOutputTopic<byte[], byte[]> deadLetters;
    private TestOutputTopic<byte[], byte[]> accuracy;

    @BeforeEach
    void startWithAvro() {
        start(ReviewFormat.AVRO);
    }

    private void start(ReviewFormat format) {
        if (driver != null) {
            driver.close();
        }
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        var parts = new LabelTopology.Parts(
                TopicLayout.plain(), SERDES, format, Duration.ofDays(7), Duration.ofMinutes(10), 1, topic -> MAX_BYTES);
        var topology = LabelTopology.build(
                parts,
                new Patience(Duration.ofMillis(100)),
                new LabelMetrics(new SimpleMeterRegistry()),
                (version, source, right) -> heard.add(version + " " + source + " " + right));
        driver = new TopologyTestDriver(topology, config, AT);
        reviews = input("reviews");
        sentiment = input("sentiment");
        shadow = input("sentiment-shadow");
        feedback = input("feedback");
        labelled = output("labelled");
        deadLetters = output("feedback-dlq");
        accuracy = output("live-accuracy");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aLabelByTheIdAloneBecomesARowWithTheReviewsTextSourceAndPrediction() {
        review("user-7", "r1", "A fine film");
        result("r1", "negative", "v1");
        give(by("r1", "positive"));

        TestRecord<byte[], byte[]> row = labelled.readRecord();
        assertThat(Stage.text(row.key())).isEqualTo("[\"r1\",\"ann\"]");
        assertThat(row.getRecordTime()).isEqualTo(AT.plusSeconds(1));
        assertThat(row.headers().toArray()).extracting(header -> header.key()).containsExactly("traceparent");
        assertThat(row(row))
                .isEqualTo(LabelledReview.newBuilder()
                        .setReviewId("r1")
                        .setText("A fine film")
                        .setLabel("positive")
                        .setAnnotator("ann")
                        .setSource("shop")
                        .setPredictedLabel("negative")
                        .setModelVersion("v1")
                        .setLabelledAt(AT)
                        .setReceivedAt(AT)
                        .build());
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void feedbackThatComesFirstWaitsForTheTextAndTheResultInWhateverOrderTheyCome() {
        give(by("r1", "positive"));
        give(by("r2", "positive"));
        review("k", "r1", "one");
        result("r2", "positive", "v1");
        assertThat(labelled.isEmpty()).isTrue();

        result("r1", "positive", "v1");
        review("k", "r2", "two");

        assertThat(rows())
                .extracting(LabelledReview::getText, LabelledReview::getPredictedLabel)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", "positive"),
                        org.assertj.core.groups.Tuple.tuple("two", "positive"));
        wait(Duration.ofMinutes(20));
        assertThat(labelled.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anIdThatNeverComesIsADeadLetterAfterTheWaitWithEverythingAsItCame() {
        give(by("r?", "positive"));
        wait(Duration.ofMinutes(9));
        assertThat(deadLetters.isEmpty()).isTrue();
        wait(Duration.ofMinutes(2));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(header(letter, "sentistream-error-reason")).isEqualTo("unknown-review");
        assertThat(header(letter, "sentistream-error-message")).contains("r?", "168 h", "600 s");
        assertThat(header(letter, "sentistream-error-topic")).isEqualTo("feedback");
        assertThat(header(letter, "sentistream-error-offset")).isEqualTo("0");
        assertThat(header(letter, "traceparent")).isEqualTo("00-t");
        assertThat(Stage.text(letter.key())).isEqualTo("key");
        assertThat(letter.getRecordTime()).isEqualTo(AT.plusSeconds(1));
        assertThat(SERDES.deserializer(Feedback.class)
                        .deserialize("feedback", letter.value())
                        .getReviewId())
                .isEqualTo("r?");
        wait(Duration.ofMinutes(20));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void aReviewIsKnownForSevenDaysAndThenTooOld() {
        review("k", "r1", "one");
        result("r1", "positive", "v1");
        wait(Duration.ofDays(7).minusMinutes(1));
        give(by("r1", "negative"));
        assertThat(rows()).hasSize(1);

        wait(Duration.ofMinutes(2));
        give(by("r1", "positive"));
        wait(Duration.ofMinutes(11));

        assertThat(header(deadLetters.readRecord(), "sentistream-error-reason")).isEqualTo("unknown-review");
        assertThat(labelled.isEmpty()).isTrue();
    }

    @Test
    void ofAReviewWithoutAResultTheLabelIsTakenAfterTheWait() {
        review("k", "r1", "one");
        give(by("r1", "positive"));
        assertThat(labelled.isEmpty()).isTrue();
        wait(Duration.ofMinutes(11));

        LabelledReview row = rows().get(0);
        assertThat(row.getText()).isEqualTo("one");
        assertThat(row.getPredictedLabel()).isNull();
        assertThat(accuracy.isEmpty()).isTrue();
    }

    @Test
    void feedbackWithItsTextFindsWhatWasPredictedAndWaitsOnlyForAResultThatIsOnItsWay() {
        give(new Feedback("unknown", "own text", "positive", "ann", false, null, AT));
        assertThat(rows()).extracting(LabelledReview::getPredictedLabel).containsOnlyNulls();

        review("k", "r1", "one");
        give(new Feedback("r1", "own text", "positive", "ann", false, null, AT));
        assertThat(labelled.isEmpty()).isTrue();
        result("r1", "positive", "v1");

        LabelledReview row = rows().get(0);
        assertThat(row.getText()).isEqualTo("own text");
        assertThat(row.getPredictedLabel()).isEqualTo("positive");
        assertThat(row.getModelVersion()).isEqualTo("v1");
    }

    @Test
    void ofTwoReviewsWithOneIdTheLastThatCameIsMeant() {
        review("k", "r1", "the first");
        result("r1", "positive", "v1");
        review("k", "r1", "the second");
        give(by("r1", "negative"));
        assertThat(labelled.isEmpty())
                .as("what was said of the first is not of the second")
                .isTrue();
        result("r1", "negative", "v2");

        LabelledReview row = rows().get(0);
        assertThat(row.getText()).isEqualTo("the second");
        assertThat(row.getModelVersion()).isEqualTo("v2");
    }

    @Test
    void aWithdrawalTakesTheRowBackAndWhatStillWaitsWithIt() {
        give(by("r1", "positive"));
        give(new Feedback("r1", null, "", "ann", true, null, AT));
        review("k", "r1", "one");
        result("r1", "positive", "v1");
        assertThat(labelled.readRecord().value()).isNull();
        assertThat(labelled.isEmpty()).isTrue();

        give(by("r1", "positive"));
        assertThat(rows()).hasSize(1);
        give(new Feedback("r1", null, "", "ann", true, null, AT));
        TestRecord<byte[], byte[]> withdrawn = labelled.readRecord();
        assertThat(Stage.text(withdrawn.key())).isEqualTo("[\"r1\",\"ann\"]");
        assertThat(withdrawn.value()).isNull();
        assertThat(counts()).isEmpty();
    }

    @Test
    void ofWhatAnAnnotatorSaysBeforeTheReviewComesTheLastCountsAndOthersAreNotTouched() {
        give(by("r1", "positive"));
        give(by("r1", "negative"));
        give(new Feedback("r1", null, "positive", "bob", false, null, AT));
        give(by("r1\",\"x", "positive"));
        review("k", "r1", "one");
        result("r1", "positive", "v1");

        assertThat(rows())
                .extracting(row -> row.getReviewId() + " " + row.getAnnotator() + " " + row.getLabel())
                .containsExactlyInAnyOrder("r1 ann negative", "r1 bob positive");
    }

    @Test
    void rightAndWrongAreCountedByVersionSourceAndDayAndOnceForEachAnnotator() {
        for (String id : List.of("r1", "r2", "r3")) {
            review("k", id, "text of " + id);
            result(id, "positive", id.equals("r3") ? "v2" : "v1");
        }
        give(by("r1", "Positive "));
        give(by("r1", "positive"));
        give(by("r2", "negative"));
        give(by("r3", "positive"));
        give(new Feedback("r3", null, "negative", "bob", false, "site", AT));
        assertThat(counts())
                .isEqualTo(Map.of(
                        "[\"v1\",\"shop\",\"2026-01-31\"]", "1 1",
                        "[\"v2\",\"shop\",\"2026-01-31\"]", "1 0",
                        "[\"v2\",\"site\",\"2026-01-31\"]", "0 1"));

        give(by("r2", "positive"));
        give(new Feedback("r3", null, "", "bob", true, null, AT));
        assertThat(counts())
                .isEqualTo(Map.of(
                        "[\"v1\",\"shop\",\"2026-01-31\"]", "2 0",
                        "[\"v2\",\"shop\",\"2026-01-31\"]", "1 0"));
        assertThat(heard).contains("v1 shop true", "v1 shop false", "v2 site false");
    }

    @Test
    void aLabelJudgesTheShadowsAnswerTooAndUnderItsOwnVersion() {
        review("k", "r1", "one");
        shadow("r1", "negative", "v2");
        result("r1", "positive", "v1");
        review("k", "r2", "two");
        result("r2", "positive", "v1");
        shadow("r2", "positive", "v2");
        review("k", "r3", "not among the shadow's share");
        result("r3", "positive", "v1");
        for (String id : List.of("r1", "r2", "r3")) {
            give(by(id, "negative"));
        }
        assertThat(counts())
                .isEqualTo(Map.of(
                        "[\"v1\",\"shop\",\"2026-01-31\"]", "0 3",
                        "[\"v2\",\"shop\",\"2026-01-31\"]", "1 1"));
        assertThat(rows())
                .extracting(LabelledReview::getModelVersion)
                .as("what the row says was predicted")
                .containsOnly("v1");

        give(by("r1", "positive"));
        give(new Feedback("r2", null, "", "ann", true, null, AT));
        assertThat(counts())
                .isEqualTo(Map.of(
                        "[\"v1\",\"shop\",\"2026-01-31\"]", "1 1",
                        "[\"v2\",\"shop\",\"2026-01-31\"]", "0 1"));
    }

    @Test
    void feedbackWaitsForTheServingModelsResultThoughTheShadowsIsThere() {
        review("k", "r1", "one");
        shadow("r1", "negative", "v2");
        give(by("r1", "negative"));
        assertThat(labelled.isEmpty()).isTrue();

        result("r1", "positive", "v1");
        assertThat(rows()).hasSize(1);
        assertThat(counts())
                .isEqualTo(Map.of(
                        "[\"v1\",\"shop\",\"2026-01-31\"]", "0 1",
                        "[\"v2\",\"shop\",\"2026-01-31\"]", "1 0"));
    }

    @Test
    void aLabelThatIsNoneOfTheModelsNamesIsARowAndNotCounted() {
        review("k", "r1", "one");
        result("r1", "positive", "v1");
        give(by("r1", "1"));

        assertThat(rows()).extracting(LabelledReview::getLabel).containsExactly("1");
        assertThat(counts()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void reviewsInOtherFormatsAreKnownByTheirPositionOrTheirId() {
        start(ReviewFormat.TEXT);
        reviews.pipeInput(null, Stage.utf8("plain text"));
        result("reviews-0-0", "positive", "v1");
        give(by("reviews-0-0", "positive"));
        assertThat(rows()).extracting(LabelledReview::getText).containsExactly("plain text");

        start(ReviewFormat.JSON);
        reviews.pipeInput(null, Stage.utf8("{\"id\":\"j\",\"text\":\"half \\ud83d of it\"}"));
        result("j", "positive", "v1");
        give(by("j", "positive"));
        assertThat(rows()).extracting(LabelledReview::getText).containsExactly("half ? of it");
    }

    @Test
    void whatCannotBeReadOrKeptIsPassedOverAndNothingStops() {
        reviews.pipeInput(null, Stage.utf8("no avro"));
        reviews.pipeInput(new byte[] {1}, (byte[]) null);
        review("k", "blank", " ");
        review("k", " ", "no id");
        review("k", "large", "\n".repeat(MAX_BYTES - 2_000));
        sentiment.pipeInput(null, Stage.utf8("no avro"));
        result("large", "positive", "v1");
        give(by("large", "positive"));
        give(new Feedback("large", "with its text", "positive", "bob", false, null, AT));
        give(new Feedback("r1", "x".repeat(MAX_BYTES - 3_000), "positive", "ann", false, null, AT));

        assertThat(rows()).extracting(LabelledReview::getReviewId).containsExactly("large", "r1");
        wait(Duration.ofMinutes(11));
        assertThat(header(deadLetters.readRecord(), "sentistream-error-reason")).isEqualTo("unknown-review");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    private void wait(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1);
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
    }

    private static Feedback by(String reviewId, String label) {
        return new Feedback(reviewId, null, label, "ann", false, null, AT);
    }

    private void give(Feedback value) {
        var headers = new RecordHeaders().add("traceparent", Stage.utf8("00-t"));
        feedback.pipeInput(new TestRecord<>(Stage.utf8("key"), avro("feedback", value), headers, AT.plusSeconds(1)));
    }

    private void review(String key, String id, String text) {
        reviews.pipeInput(Stage.utf8(key), avro("reviews", new Review(id, text, "shop", null)));
    }

    private void result(String reviewId, String label, String version) {
        sentiment.pipeInput(Stage.utf8("k"), said("sentiment", reviewId, label, version));
    }

    private void shadow(String reviewId, String label, String version) {
        shadow.pipeInput(Stage.utf8("k"), said("sentiment-shadow", reviewId, label, version));
    }

    private static byte[] said(String topic, String reviewId, String label, String version) {
        Sentiment value = Sentiment.newBuilder()
                .setReviewId(reviewId)
                .setLabel(label)
                .setScore(0.9)
                .setScores(Map.of("negative", 0.1, "positive", 0.9))
                .setModelVersion(version)
                .setClassifiedAt(AT)
                .build();
        return avro(topic, value);
    }

    private List<LabelledReview> rows() {
        return labelled.readValuesToList().stream().map(this::row).toList();
    }

    private LabelledReview row(TestRecord<byte[], byte[]> record) {
        return row(record.value());
    }

    private LabelledReview row(byte[] value) {
        return SERDES.deserializer(LabelledReview.class).deserialize("labelled", value);
    }

    /** What a reader of the compacted topic has: right and wrong by key. */
    private final Map<String, String> counts = new LinkedHashMap<>();

    private Map<String, String> counts() {
        for (TestRecord<byte[], byte[]> record : accuracy.readRecordsToList()) {
            String key = Stage.text(record.key());
            LiveAccuracy value = SERDES.deserializer(LiveAccuracy.class).deserialize("live-accuracy", record.value());
            if (value == null) {
                counts.remove(key);
            } else {
                assertThat(key)
                        .isEqualTo("[\"" + value.getModelVersion() + "\",\"" + value.getSource() + "\",\""
                                + value.getDay() + "\"]");
                assertThat(value.getDay()).isEqualTo(LocalDate.of(2026, 1, 31));
                counts.put(key, value.getRight() + " " + value.getWrong());
            }
        }
        return counts;
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static byte[] avro(String topic, SpecificRecord value) {
        return SERDES.<SpecificRecord>serializer().serialize(topic, value);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return Stage.text(record.headers().lastHeader(name).value());
    }
}
