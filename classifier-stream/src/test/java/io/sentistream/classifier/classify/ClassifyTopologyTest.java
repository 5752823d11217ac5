package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassifyTopologyTest {
    private static final AvroSerdes SERDES = AvroSerdes.at("mock://classify");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    private final ModelSlot models = new ModelSlot();
    private final WordModel candidate = new WordModel("v2-22222222");
    private final ShadowModel shadow = new ShadowModel(announced -> candidate);
    private final WordModel model = new WordModel("v1-00000000");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClassifyMetrics metrics = new ClassifyMetrics(meters);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> reviews;
    private TestOutputTopic<byte[], byte[]> results;
    private TestOutputTopic<byte[], byte[]> shadows;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    private void start(ReviewFormat format, boolean includeText, int maxBytes) {
        models.swap(model);
        TopicLayout topics = TopicLayout.plain();
        var parts = new ClassifyTopology.Parts(
                topics, SERDES, format, includeText, 100, topic -> maxBytes, metrics, new ShadowMetrics(meters));
        var topology = ClassifyTopology.build(
                parts,
                models,
                shadow,
                new RememberedPolls("reviews", 1_000, new AtomicLong()),
                new Patience(Duration.ofMillis(200)));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(topology, config);
        var bytes = new ByteArrayDeserializer();
        reviews = driver.createInputTopic(
                topics.name(Topic.REVIEWS), new ByteArraySerializer(), new ByteArraySerializer());
        results = driver.createOutputTopic(topics.name(Topic.SENTIMENT), bytes, bytes);
        shadows = driver.createOutputTopic(topics.name(Topic.SENTIMENT_SHADOW), bytes, bytes);
        deadLetters = driver.createOutputTopic(topics.name(Topic.REVIEWS_DLQ), bytes, bytes);
    }

    private void start() {
        start(ReviewFormat.AVRO, true, 1_000_000);
    }

    @AfterEach
    void close() {
        driver.close();
        models.close();
        shadow.close();
    }

    private void runInShadow(double share) {
        shadow.announce(ServingModel.newBuilder()
                .setVersion(candidate.version())
                .setUri("none")
                .setManifestSha256("none")
                .setSince(AT)
                .setShare(share)
                .build());
        await().until(() -> shadow.version().isPresent());
    }

    @Test
    void aReviewBecomesAResultWithItsKeyTimeAndHeaders() {
        start();
        Headers headers = new RecordHeaders().add("trace", new byte[] {7});
        reviews.pipeInput(new TestRecord<>(utf8("k1"), avro(review("r1", "a b c d")), headers, AT));

        TestRecord<byte[], byte[]> result = results.readRecord();
        assertThat(result.key()).isEqualTo(utf8("k1"));
        assertThat(result.getRecordTime()).isEqualTo(AT);
        assertThat(texts(result.headers()))
                .containsEntry("trace", "\u0007")
                .containsEntry("sentistream-model-version", "v1-00000000")
                .hasSize(2);
        Sentiment sentiment = sentiment(result);
        assertThat(sentiment.getReviewId()).isEqualTo("r1");
        assertThat(sentiment.getText()).isEqualTo("a b c d");
        assertThat(sentiment.getTextDropped()).isFalse();
        assertThat(sentiment.getLabel()).isEqualTo("positive");
        assertThat(sentiment.getScore()).isCloseTo(0.75, within(1e-9));
        assertThat(sentiment.getScores()).isEqualTo(Map.of("negative", 0.25, "positive", 0.75));
        assertThat(sentiment.getModelVersion()).isEqualTo("v1-00000000");
        assertThat(sentiment.getSource()).isEqualTo("shop");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void aVersionHeaderThatCameWithTheReviewIsReplaced() {
        start();
        Headers headers = new RecordHeaders().add("sentistream-model-version", utf8("v0"));
        reviews.pipeInput(new TestRecord<>(null, avro(review("r1", "a")), headers, AT));

        assertThat(results.readRecord().headers())
                .hasSize(1)
                .allSatisfy(header -> assertThat(header.value()).isEqualTo(utf8("v1-00000000")));
    }

    @Test
    void resultsLeaveTheTextOutWhereConfigured() {
        start(ReviewFormat.AVRO, false, 1_000_000);
        reviews.pipeInput(utf8("k"), avro(review("r1", "a")));

        Sentiment sentiment = sentiment(results.readRecord());
        assertThat(sentiment.getText()).isNull();
        assertThat(sentiment.getTextDropped()).isFalse();
    }

    @Test
    void aResultTooLargeForItsTopicLosesItsTextAndNotItsLabel() {
        start(ReviewFormat.AVRO, true, 1_000);
        reviews.pipeInput(utf8("k"), avro(review("r1", "word ".repeat(300))));

        Sentiment sentiment = sentiment(results.readRecord());
        assertThat(sentiment.getText()).isNull();
        assertThat(sentiment.getTextDropped()).isTrue();
        assertThat(sentiment.getLabel()).isEqualTo("positive");
    }

    @Test
    void aResultTooLargeEvenWithoutItsTextIsADeadLetterThatOmitsWhatDoesNotFit() {
        start(ReviewFormat.AVRO, true, 1_000);
        reviews.pipeInput(new byte[2_000], avro(review("r1", "a")));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(texts(letter.headers()))
                .containsEntry(DeadLetters.REASON, "result-too-large")
                .containsEntry(DeadLetters.OMITTED, "value,headers,key");
        assertThat(letter.key()).isNull();
        assertThat(results.isEmpty()).isTrue();
    }

    @Test
    void aDeadLetterKeepsEverythingAsItCameAndSaysWhyAndWhence() {
        start();
        Headers headers = new RecordHeaders().add("trace", utf8("x"));
        reviews.pipeInput(utf8("k"), avro(review("r0", "a")));
        reviews.pipeInput(new TestRecord<>(utf8("k1"), utf8("no avro"), headers, AT));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo(utf8("k1"));
        assertThat(letter.value()).isEqualTo(utf8("no avro"));
        assertThat(letter.getRecordTime()).isEqualTo(AT);
        assertThat(texts(letter.headers()))
                .containsEntry("trace", "x")
                .containsEntry("sentistream-error-reason", "malformed")
                .containsEntry("sentistream-error-topic", "reviews")
                .containsEntry("sentistream-error-partition", "0")
                .containsEntry("sentistream-error-offset", "1")
                .containsKey("sentistream-error-message")
                .doesNotContainKey("sentistream-error-omitted");
    }

    @Test
    void badRecordsAreDeadLettersAndTheOthersGoOn() {
        start();
        byte[] unknownSchema =
                ByteBuffer.allocate(9).put((byte) 0).putInt(424_242).putInt(1).array();
        reviews.pipeInput(utf8("null"), (byte[]) null);
        reviews.pipeInput(utf8("empty"), new byte[0]);
        reviews.pipeInput(utf8("unknown"), unknownSchema);
        reviews.pipeInput(utf8("other"), avroOf("other", feedback()));
        reviews.pipeInput(utf8("blank"), avro(review("r1", " \n ")));
        reviews.pipeInput(utf8("good"), avro(review("r2", "a")));

        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> new String(letter.key(), StandardCharsets.UTF_8) + " "
                        + texts(letter.headers()).get(DeadLetters.REASON))
                .containsExactly(
                        "null null-value",
                        "empty malformed",
                        "unknown unknown-schema",
                        "other malformed",
                        "blank blank-text");
        assertThat(sentiment(results.readRecord()).getReviewId()).isEqualTo("r2");
    }

    @Test
    void aTextThatTheModelFailsOnIsADeadLetterAndTheOthersGoOn() {
        start();
        reviews.pipeInput(utf8("1"), avro(review("r1", "poison here")));
        reviews.pipeInput(utf8("2"), avro(review("r2", "fine")));

        assertThat(texts(deadLetters.readRecord().headers())).containsEntry(DeadLetters.REASON, "model-error");
        assertThat(sentiment(results.readRecord()).getReviewId()).isEqualTo("r2");
    }

    @Test
    void theNextReviewIsOfTheModelSwappedIn() {
        start();
        reviews.pipeInput(utf8("1"), avro(review("r1", "a")));
        models.swap(new WordModel("v2-11111111"));
        reviews.pipeInput(utf8("1"), avro(review("r2", "a")));

        assertThat(results.readRecordsToList())
                .extracting(result -> sentiment(result).getModelVersion())
                .containsExactly("v1-00000000", "v2-11111111");
        assertThat(model.closed()).isTrue();
    }

    @Test
    void plainTextsAreNamedByTheirPosition() {
        start(ReviewFormat.TEXT, true, 1_000_000);
        reviews.pipeInput(utf8("k"), utf8("good \ud83d\ude00"));
        reviews.pipeInput(utf8("k"), new byte[] {(byte) 0xff, (byte) 0xfe});

        Sentiment sentiment = sentiment(results.readRecord());
        assertThat(sentiment.getReviewId()).isEqualTo("reviews-0-0");
        assertThat(sentiment.getText()).isEqualTo("good \ud83d\ude00");
        assertThat(texts(deadLetters.readRecord().headers())).containsEntry(DeadLetters.REASON, "malformed");
    }

    @Test
    void jsonReviewsAreReadAndBadOnesAreDeadLetters() {
        start(ReviewFormat.JSON, true, 1_000_000);
        reviews.pipeInput(
                utf8("k"), utf8("{\"id\":\"x\",\"text\":\"fine\",\"source\":\"s\",\"eventTime\":1700000000000}"));
        reviews.pipeInput(utf8("k"), utf8("{\"text\":\"fine\",\"eventTime\":\"2026-01-31T12:00:00Z\",\"stars\":5}"));
        reviews.pipeInput(utf8("k"), utf8("{\"text\":5}"));
        reviews.pipeInput(utf8("k"), utf8("{\"text\":\"fine\"} tail"));
        reviews.pipeInput(utf8("k"), utf8("{\"text\":\"fine\",\"eventTime\":\"yesterday\"}"));

        assertThat(results.readRecordsToList())
                .extracting(result -> sentiment(result).getReviewId())
                .containsExactly("x", "reviews-0-1");
        assertThat(deadLetters.readRecordsToList())
                .hasSize(3)
                .allSatisfy(
                        letter -> assertThat(texts(letter.headers())).containsEntry(DeadLetters.REASON, "malformed"));
    }

    @Test
    void resultsAreTimedFromTheReviewsTimestampAndDeadLettersCountedByReason() {
        start();
        Instant tenSecondsAgo = Instant.now().minusSeconds(10);
        reviews.pipeInput(new TestRecord<>(utf8("k"), avro(review("r1", "a")), new RecordHeaders(), tenSecondsAgo));
        reviews.pipeInput(utf8("k"), utf8("no avro"));
        reviews.pipeInput(utf8("k"), avro(review("r2", " ")));
        reviews.pipeInput(utf8("k"), utf8("no avro either"));

        assertThat(Metric.CLASSIFY_LATENCY.timer(meters).count()).isEqualTo(1);
        assertThat(Metric.CLASSIFY_LATENCY.timer(meters).totalTime(TimeUnit.SECONDS))
                .isBetween(9.0, 600.0);
        assertThat(Metric.CLASSIFY_DEAD_LETTERS.counter(meters, "malformed").count())
                .isEqualTo(2);
        assertThat(Metric.CLASSIFY_DEAD_LETTERS.counter(meters, "blank-text").count())
                .isEqualTo(1);
        assertThat(Metric.CLASSIFY_DEAD_LETTERS.counter(meters, "model-error").count())
                .isZero();
    }

    @Test
    void theShadowAnswersItsShareOnATopicOfItsOwnBesideWhatTheServingModelSaid() {
        start();
        runInShadow(1);
        Headers headers = new RecordHeaders().add("trace", utf8("t"));
        reviews.pipeInput(new TestRecord<>(utf8("k1"), avro(review("r1", "a b c d")), headers, AT));

        assertThat(texts(results.readRecord().headers())).containsOnlyKeys("trace", "sentistream-model-version");
        TestRecord<byte[], byte[]> said = shadows.readRecord();
        assertThat(said.key()).isEqualTo(utf8("k1"));
        assertThat(said.getRecordTime()).isEqualTo(AT);
        assertThat(sentiment(said).getReviewId()).isEqualTo("r1");
        assertThat(sentiment(said).getModelVersion()).isEqualTo("v2-22222222");
        assertThat(texts(said.headers()))
                .containsEntry("sentistream-model-version", "v2-22222222")
                .containsEntry("trace", "t");
        assertThat(ServingAnswer.of(said.headers())).contains(new ServingAnswer("v1-00000000", "positive", 0.75));
        assertThat(Metric.SHADOW_ANSWERS.counter(meters, "v2-22222222", "same").count())
                .isEqualTo(1);
        assertThat(Metric.SHADOW_SHIFT.summary(meters).max()).isZero();
    }

    @Test
    void aShadowThatFailsHurtsNoReviewAndIsCounted() {
        start();
        runInShadow(1);
        candidate.broken(true);
        reviews.pipeInput(utf8("k"), avro(review("r1", "a")));
        reviews.pipeInput(utf8("k"), avro(review("r2", "a b")));
        candidate.broken(false);
        reviews.pipeInput(utf8("k"), avro(review("r3", "a b c")));

        assertThat(results.readRecordsToList()).hasSize(3);
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(shadows.readRecordsToList())
                .extracting(said -> sentiment(said).getReviewId())
                .containsExactly("r3");
        assertThat(Metric.SHADOW_FAILURES.counter(meters, "v2-22222222").count())
                .isEqualTo(2);
    }

    @Test
    void whatIsRejectedOrNoneOfItsShareTheShadowNeverSees() {
        start();
        runInShadow(0.5);
        reviews.pipeInput(utf8("k"), avro(review("blank", " ")));
        reviews.pipeInput(utf8("k"), avro(review("poison", "poison")));
        for (int i = 0; i < 100; i++) {
            reviews.pipeInput(utf8("k"), avro(review("r" + i, "a")));
        }

        assertThat(shadows.readRecordsToList())
                .extracting(said -> sentiment(said).getReviewId())
                .hasSizeBetween(30, 70)
                .allSatisfy(id -> assertThat(shadow.picks(id)).isTrue());
        assertThat(Metric.SHADOW_FAILURES.counter(meters, "v2-22222222").count())
                .isZero();
    }

    @Test
    void aShadowThatServesByNowSaysNothingTwice() {
        start();
        runInShadow(1);
        models.swap(new WordModel("v2-22222222"));
        reviews.pipeInput(utf8("k"), avro(review("r1", "a")));

        assertThat(results.readRecordsToList()).hasSize(1);
        assertThat(shadows.isEmpty()).isTrue();
    }

    @Test
    void aShadowsResultTooLargeForItsTopicIsLeftOut() {
        start(ReviewFormat.AVRO, true, 1_000);
        runInShadow(1);
        // Fits without what the shadow's result has more: what the serving model said.
        Headers headers = new RecordHeaders().add("trace", new byte[700]);
        reviews.pipeInput(new TestRecord<>(utf8("k"), avro(review("r1", "a")), headers, AT));

        assertThat(results.readRecordsToList()).hasSize(1);
        assertThat(shadows.isEmpty()).isTrue();
        assertThat(Metric.SHADOW_FAILURES.counter(meters, "v2-22222222").count())
                .isEqualTo(1);
    }

    private static Review review(String id, String text) {
        return new Review(id, text, "shop", null);
    }

    private static Feedback feedback() {
        return new Feedback(null, "text", "positive", "me", false, null, AT);
    }

    private static byte[] avro(Review review) {
        return avroOf("reviews", review);
    }

    private static byte[] avroOf(String topic, SpecificRecord value) {
        return SERDES.<SpecificRecord>serializer().serialize(topic, value);
    }

    private static Sentiment sentiment(TestRecord<byte[], byte[]> result) {
        return SERDES.deserializer(Sentiment.class).deserialize("sentiment", result.value());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new java.util.HashMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
