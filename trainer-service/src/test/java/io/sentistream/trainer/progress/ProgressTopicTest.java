package io.sentistream.trainer.progress;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.TopicLayout;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProgressTopicTest {
    @Test
    void whereNoBrokerAndNoRegistryAnswersTheTrainingGoesOnAndClosingEnds() {
        assertGoesOnWith(Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"));
    }

    @Test
    void aBrokerWhoseNameIsNotKnownFailsNothingEither() {
        assertGoesOnWith(
                Map.of("bootstrap.servers", "nowhere.invalid:9092", "schema.registry.url", "http://nowhere.invalid"));
    }

    private static void assertGoesOnWith(Map<String, Object> clients) {
        CurrentTraining training = new CurrentTraining();
        ProgressTopic topic = new ProgressTopic(
                new Connection(clients, TopicLayout.plain(), false),
                "default",
                training,
                new TrainerMetrics(new SimpleMeterRegistry()));
        assertThatCode(() -> {
                    try (topic) {
                        topic.start();
                        training.began(2);
                        TimeUnit.MILLISECONDS.sleep(1_500); // the first try is made meanwhile
                        training.stepped(CurrentTrainingTest.progress(1, 0.5));
                        training.finished();
                    }
                })
                .doesNotThrowAnyException();
    }
}
