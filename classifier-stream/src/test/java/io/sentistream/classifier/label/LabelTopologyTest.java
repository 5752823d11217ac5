package io.sentistream.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.TopicLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTopologyTest {
    private static final AvroSerdes SERDES = AvroSerdes.at("mock://label");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MAX_BYTES = 20_000;

    @TempDir
    private static Path state;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LabelMetrics metrics = new LabelMetrics(meters);
    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<byte[], byte[]> feedback =
            driver.createInputTopic("feedback", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> labelled =
            driver.createOutputTopic("labelled", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> deadLetters =
            driver.createOutputTopic("feedback-dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());

    private TopologyTestDriver driver() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        var parts = new LabelTopology.Parts(
                TopicLayout.plain(),
                SERDES,
                ReviewFormat.AVRO,
                Duration.ofDays(7),
                Duration.ofMinutes(10),
                1,
                topic -> MAX_BYTES);
        return new TopologyTestDriver(
                LabelTopology.build(
                        parts, new Patience(Duration.ofMillis(100)), metrics, (version, source, right) -> {}),
                config);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void give(String reviewId, String text, String label, boolean withdrawn) {
        var value = new Feedback(reviewId, text, label, "ann", withdrawn, "shop", AT);
        var headers = new RecordHeaders().add("trace", Stage.utf8("t"));
        feedback.pipeInput(new TestRecord<>(null, avro(value), headers, AT.plusSeconds(1)));
    }

    private static byte[] avro(SpecificRecord value) {
        return SERDES.<SpecificRecord>serializer().serialize("feedback", value);
    }

    private String reason() {
        return new String(
                deadLetters
                        .readRecord()
                        .headers()
                        .lastHeader("sentistream-error-reason")
                        .value(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void feedbackWithItsTextBecomesALabelledReview() {
        give("r1", "A fine film", " Positive ", false);

        TestRecord<byte[], byte[]> row = labelled.readRecord();
        assertThat(Stage.text(row.key())).isEqualTo("[\"r1\",\"ann\"]");
        assertThat(row.getRecordTime()).isEqualTo(AT.plusSeconds(1));
        assertThat(row.headers().lastHeader("trace")).isNotNull();
        LabelledReview value = SERDES.deserializer(LabelledReview.class).deserialize("labelled", row.value());
        assertThat(value.getReceivedAt())
                .as("by the application's clock, not the annotator's")
                .isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        assertThat(value)
                .isEqualTo(LabelledReview.newBuilder()
                        .setReviewId("r1")
                        .setText("A fine film")
                        .setLabel("Positive")
                        .setAnnotator("ann")
                        .setSource("shop")
                        .setLabelledAt(AT)
                        .setReceivedAt(value.getReceivedAt())
                        .build());
    }

    @Test
    void withoutAnIdTheSameTextInOtherCaseAndSpacingHasTheSameKey() {
        give(null, "A fine film", "positive", false);
        give("", " a  FINE film\n", "negative", false);
        give(null, "another film", "negative", false);

        List<String> keys = labelled.readRecordsToList().stream()
                .map(row -> Stage.text(row.key()))
                .toList();
        assertThat(keys.get(0))
                .isEqualTo("[\"" + new NormalisedText("a fine film").sha256() + "\",\"ann\"]")
                .isEqualTo(keys.get(1))
                .isNotEqualTo(keys.get(2));
    }

    @Test
    void withdrawnFeedbackTakesTheRowBack() {
        give("r1", "A fine film", "positive", false);
        give("r1", null, "", true);
        give(null, "A fine film", "positive", true);

        List<TestRecord<byte[], byte[]>> rows = labelled.readRecordsToList();
        assertThat(rows.get(1).key()).isEqualTo(rows.get(0).key());
        assertThat(rows.get(1).value()).isNull();
        assertThat(rows.get(2).value()).isNull();
    }

    @Test
    void feedbackThatCannotBeUsedIsADeadLetterAndTheOthersGoOn() {
        give("r1", "text", " ", false);
        assertThat(reason()).isEqualTo("blank-label");
        give(" ", " ", "positive", false);
        assertThat(reason()).isEqualTo("blank-text");
        give("r1", "long ".repeat(MAX_BYTES), "positive", false);
        assertThat(reason()).isEqualTo("result-too-large");
        feedback.pipeInput(new byte[] {1}, (byte[]) null);
        assertThat(reason()).isEqualTo("null-value");
        feedback.pipeInput(null, Stage.utf8("nonsense"));
        assertThat(reason()).isEqualTo("malformed");
        give("r1", "text", "positive", false);
        assertThat(labelled.readRecordsToList()).hasSize(1);
    }

    @Test
    void deadLettersAndJudgedAnswersAreCounted() {
        feedback.pipeInput(null, Stage.utf8("no avro"));
        give(null, "text", " ", false);
        give(null, "other text", "", false);
        metrics.judged("v1", true);
        metrics.judged("v1", true);
        metrics.judged("v1", false);

        assertThat(deadLettersFor("malformed")).isEqualTo(1);
        assertThat(deadLettersFor("blank-label")).isEqualTo(2);
        assertThat(deadLettersFor("blank-text")).isZero();
        assertThat(Metric.LABEL_JUDGED.counter(meters, "v1", "right").count()).isEqualTo(2);
        assertThat(Metric.LABEL_JUDGED.counter(meters, "v1", "wrong").count()).isEqualTo(1);
    }

    private double deadLettersFor(String reason) {
        return Metric.LABEL_DEAD_LETTERS.counter(meters, reason).count();
    }
}
