package io.sentistream.classifier.label;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LabelServiceIT {
    @Test
    void feedbackBecomesLabelledReviewsAndWhatCannotBeUsedADeadLetter() {
        try (Stage stage = new Stage("label");
                LabelService service = new LabelService(LabelConfig.of(stage.settings("label")))) {
            assertThat(service.state()).isEqualTo(ServiceState.NEW);
            service.start();
            stage.send(Topic.FEEDBACK, null, stage.avro(Topic.FEEDBACK, feedback("good film", "positive")));
            stage.send(Topic.FEEDBACK, null, Stage.utf8("nonsense"));
            stage.send(Topic.FEEDBACK, null, stage.avro(Topic.FEEDBACK, feedback("bad film", "negative")));

            assertThat(stage.read(Topic.LABELLED, 2))
                    .extracting(row -> stage.serdes()
                            .deserializer(LabelledReview.class)
                            .deserialize(row.topic(), row.value())
                            .getText())
                    .containsExactlyInAnyOrder("good film", "bad film");
            assertThat(Stage.headers(stage.read(Topic.FEEDBACK_DLQ, 1).get(0)))
                    .containsEntry("sentistream-error-reason", "malformed");
            await().atMost(30, SECONDS).until(service::ready);
            assertThat(service.close(Duration.ofSeconds(20))).isTrue();
            assertThat(service.state()).isEqualTo(ServiceState.CLOSED);
        }
    }

    private static Feedback feedback(String text, String label) {
        return new Feedback(null, text, label, "ann", false, null, Instant.EPOCH);
    }
}
