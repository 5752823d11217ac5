package io.sentistream.classifier.label;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.LiveAccuracy;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both applications on a real broker and a real registry, and feedback that names reviews by their ids. */
class FeedbackByIdIT {
    @TempDir
    private Path directory;

    private final Stage stage = new Stage("by-id");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private LabelService label;

    private void label(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(stage.settings("label"));
        settings.put("state.dir", directory.toString());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        label = new LabelService(LabelConfig.of(settings), meters);
        label.start();
    }

    private ClassifierService classifier(String... keysAndValues) {
        var service = new ClassifierService(
                stage.classifier(keysAndValues),
                announced -> new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(1)));
        stage.announce("v1", "none", "none");
        service.start();
        return service;
    }

    @AfterEach
    void close() {
        assertThat(label.close(Duration.ofSeconds(30))).isTrue();
        stage.close();
    }

    @Test
    void aReviewIsClassifiedAndItsIdIsEnoughToLabelItWhateverItsKey() {
        label();
        try (ClassifierService classifier = classifier()) {
            stage.review("a-users-key", "order-17", "It broke on day two.");
            stage.review("a-users-key", "order-18", "It holds.");
            stage.sentiments(2);
            stage.feedbackById("order-17", "asleep");

            LabelledReview row = stage.labelled(1).get(0);
            assertThat(row.getText()).isEqualTo("It broke on day two.");
            assertThat(row.getPredictedLabel()).isEqualTo("asleep");
            assertThat(row.getModelVersion()).isEqualTo("v1");

            ConsumerRecord<byte[], byte[]> count =
                    stage.read(Topic.LIVE_ACCURACY, 1).get(0);
            LiveAccuracy accuracy =
                    stage.serdes().deserializer(LiveAccuracy.class).deserialize(count.topic(), count.value());
            assertThat(accuracy.getRight()).isEqualTo(1);
            assertThat(accuracy.getWrong()).isZero();
            assertThat(Metric.LABEL_JUDGED.counter(meters, "v1", "right").count())
                    .isEqualTo(1);
            assertThat(Metric.LABEL_JUDGED.counter(meters, "v1", "wrong").count())
                    .isZero();
            assertThat(classifier.ready()).isTrue();
        }
    }

    @Test
    void aLabelIsCountedForTheServingModelAndForTheOneInItsShadow() {
        label();
        try (ClassifierService classifier = classifier()) {
            ServingModel shadow = ServingModel.newBuilder()
                    .setVersion("v2")
                    .setUri("none")
                    .setManifestSha256("none")
                    .setShare(1)
                    .setBeside("v1")
                    .setSince(Instant.EPOCH)
                    .build();
            stage.send(Topic.MODELS, Stage.utf8(Shadow.key("default")), stage.avro(Topic.MODELS, shadow));
            await().atMost(60, SECONDS).until(() -> classifier.shadowVersion().isPresent());
            stage.review("k", "r1", "It holds.");
            stage.read(Topic.SENTIMENT_SHADOW, 1);
            // Both results reach the task that keeps the review; only then is the label on its way.
            stage.read(stage.settings("label").get("application.id") + "-" + LabelTopology.BY_REVIEW_TOPIC, 3);
            stage.feedbackById("r1", "asleep");

            assertThat(stage.read(Topic.LIVE_ACCURACY, 2))
                    .extracting(count -> stage.serdes()
                            .deserializer(LiveAccuracy.class)
                            .deserialize(count.topic(), count.value())
                            .getModelVersion())
                    .containsExactlyInAnyOrder("v1", "v2");
            for (String version : List.of("v1", "v2")) {
                assertThat(Metric.LABEL_JUDGED.counter(meters, version, "right").count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void feedbackBeforeItsReviewWaitsAndAWithdrawalByTheIdTakesItsRowBack() {
        label();
        stage.feedbackById("r1", "asleep");
        await().atMost(60, SECONDS).until(label::ready);
        stage.read(waitingChangelog(), 1);
        try (ClassifierService classifier = classifier()) {
            stage.review("k", "r1", "late");
            assertThat(stage.labelled(1)).extracting(LabelledReview::getText).containsExactly("late");

            var withdrawal = new Feedback("r1", null, "", "ann", true, null, Instant.EPOCH);
            stage.send(Topic.FEEDBACK, null, stage.avro(Topic.FEEDBACK, withdrawal));
            List<ConsumerRecord<byte[], byte[]>> rows = stage.read(Topic.LABELLED, 2);
            assertThat(rows.get(1).key()).isEqualTo(rows.get(0).key());
            assertThat(rows.get(1).value()).isNull();
            assertThat(classifier.ready()).isTrue();
        }
    }

    @Test
    void anUnknownIdAndOneThatIsTooOldAreDeadLetters() {
        label("feedback.wait", "1s", "review.retention", "4s");
        stage.review("k", "old", "some time ago");
        stage.result("old", "positive", "v1");
        stage.feedbackById("old", "positive");
        assertThat(stage.labelled(1)).hasSize(1);

        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        stage.feedbackById("old", "negative");
        stage.feedbackById("never", "negative");

        List<ConsumerRecord<byte[], byte[]>> letters = stage.read(Topic.FEEDBACK_DLQ, 2);
        assertThat(letters)
                .allSatisfy(letter -> assertThat(Stage.headers(letter))
                        .containsEntry("sentistream-error-reason", "unknown-review")
                        .containsEntry("sentistream-error-topic", stage.topics().name(Topic.FEEDBACK)));
        assertThat(stage.read(Topic.LABELLED, 1)).hasSize(1);
    }

    @Test
    void reviewsOfPlainBytesWithoutASchemaKeepTheirHeadersAndAreLabelledByTheirPosition() {
        label("review.format", "text");
        try (ClassifierService classifier = classifier("review.format", "text")) {
            String topic = stage.topics().name(Topic.REVIEWS);
            var line = new ProducerRecord<byte[], byte[]>(topic, 1, null, Stage.utf8("typed by hand"));
            line.headers().add("traceparent", Stage.utf8("00-review-01"));
            stage.send(line);
            ConsumerRecord<byte[], byte[]> result =
                    stage.read(Topic.SENTIMENT, 1).get(0);
            assertThat(Stage.headers(result))
                    .isEqualTo(Map.of("traceparent", "00-review-01", "sentistream-model-version", "v1"));
            assertThat(result.key()).isNull();
            String id = stage.sentiment(result).getReviewId();
            assertThat(id).isEqualTo(topic + "-1-0");

            var feedback = new ProducerRecord<byte[], byte[]>(
                    stage.topics().name(Topic.FEEDBACK),
                    null,
                    stage.avro(Topic.FEEDBACK, new Feedback(id, null, "asleep", "ann", false, null, Instant.EPOCH)));
            feedback.headers().add("traceparent", Stage.utf8("00-feedback-01"));
            stage.send(feedback);
            assertThat(Stage.headers(stage.read(Topic.LABELLED, 1).get(0)))
                    .isEqualTo(Map.of("traceparent", "00-feedback-01"));
            assertThat(stage.labelled(1).get(0).getText()).isEqualTo("typed by hand");
            assertThat(classifier.ready()).isTrue();
        }
    }

    @Test
    void reviewsAsJsonKeepTheirHeadersAndBadOnesAreDeadLettersWithTheirs() {
        label("review.format", "json");
        try (ClassifierService classifier = classifier("review.format", "json")) {
            json("{\"id\":\"j1\",\"text\":\"as JSON\",\"source\":\"shop\"}");
            json("{\"id\":\"j2\",\"words\":\"no text\"}");
            assertThat(Stage.headers(stage.read(Topic.SENTIMENT, 1).get(0)))
                    .isEqualTo(Map.of("traceparent", "00-json-01", "sentistream-model-version", "v1"));
            assertThat(Stage.headers(stage.read(Topic.REVIEWS_DLQ, 1).get(0)))
                    .containsEntry("traceparent", "00-json-01")
                    .containsEntry("sentistream-error-reason", "malformed");

            stage.feedbackById("j1", "positive");
            LabelledReview row = stage.labelled(1).get(0);
            assertThat(row.getText()).isEqualTo("as JSON");
            assertThat(row.getSource()).isEqualTo("shop");
            assertThat(classifier.ready()).isTrue();
        }
    }

    private void json(String value) {
        var record = new ProducerRecord<byte[], byte[]>(
                stage.topics().name(Topic.REVIEWS), Stage.utf8("k"), Stage.utf8(value));
        record.headers().add("traceparent", Stage.utf8("00-json-01"));
        stage.send(record);
    }

    private String waitingChangelog() {
        return stage.settings("label").get("application.id") + "-waiting-changelog";
    }
}
