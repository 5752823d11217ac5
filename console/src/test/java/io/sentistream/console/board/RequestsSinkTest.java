package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.live.Subscription;
import io.sentistream.schemas.LabelRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestsSinkTest {
    private final Broadcast broadcast = new Broadcast();
    private final Subscription page = broadcast.subscribe().orElseThrow();
    private final RequestsSink sink = new RequestsSink("default", broadcast);

    private void ask(String id, int place, String line) {
        sink.take(
                id,
                Optional.of(LabelRequest.newBuilder()
                        .setReviewId(id)
                        .setText("text of " + id)
                        .setLine(line)
                        .setLabel("positive")
                        .setScore(0.6)
                        .setScores(Map.of("positive", 0.6, "negative", 0.4))
                        .setModelVersion("v1-a")
                        .setPlace(place)
                        .setAskedAt(Instant.EPOCH)
                        .build()));
    }

    private RequestsSink.Requests shown() throws InterruptedException {
        sink.publish();
        return (RequestsSink.Requests)
                page.take(Duration.ofSeconds(10)).states().get("requests");
    }

    @Test
    void theMostUsefulComeFirstAndNullTakesOneAway() throws InterruptedException {
        for (int i = 30; i > 0; i--) {
            ask("r" + i, i, "default");
        }
        sink.take("r2", Optional.empty());

        assertThat(shown().open()).isEqualTo(29);
        sink.take("r3", Optional.empty());
        assertThat(shown().first())
                .hasSize(RequestsSink.MOST)
                .extracting(RequestView::id)
                .startsWith("r1", "r4");
    }

    @Test
    void requestsOfOtherLinesAreNotShown() throws InterruptedException {
        ask("r1", 1, "other");

        assertThat(shown().open()).isZero();
    }
}
