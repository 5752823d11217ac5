package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.console.live.Broadcast;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FreshLabelsTest {
    private final Broadcast broadcast = new Broadcast();
    private final Waiting<LearningView> waiting = new Waiting<>();
    private final FreshLabels labels = new FreshLabels(10, broadcast, waiting);

    private void row(int partition, long offset, String key, String value) {
        labels.take(
                new ConsumerRecord<>(
                        "labelled",
                        partition,
                        offset,
                        key.getBytes(StandardCharsets.UTF_8),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8)),
                null);
    }

    private int fresh() throws InterruptedException {
        labels.publish();
        return ((LearningView) broadcast
                        .subscribe()
                        .orElseThrow()
                        .take(Duration.ZERO)
                        .states()
                        .get("learning"))
                .fresh();
    }

    @Test
    void aReviewAndAnnotatorCountOnceAndATakenBackLabelNotAtAll() throws InterruptedException {
        row(0, 0, "a", "positive");
        row(0, 1, "a", "negative");
        row(1, 0, "b", "positive");
        row(0, 2, "c", "positive");
        row(0, 3, "c", null);

        assertThat(fresh()).isEqualTo(2);
    }

    @Test
    void whatACandidateHasLearnedIsNotFreshAnyMore() throws InterruptedException {
        row(0, 0, "a", "positive");
        row(0, 1, "b", "positive");
        row(1, 7, "c", "positive");
        labels.learned(0, 1);
        labels.learned(1, 8);
        row(1, 7, "again", "positive");

        assertThat(fresh()).isEqualTo(1);
        assertThat(labels.learned(0)).hasValue(1);
        assertThat(labels.learned(2)).isEmpty();
    }

    @Test
    void whoWaitsForALabelIsToldTheCountWithIt() {
        CompletableFuture<LearningView> counted = waiting.expect("a", Duration.ofMinutes(1));

        row(0, 0, "a", "positive");

        assertThat(counted.join()).isEqualTo(new LearningView(1, 10));
    }
}
