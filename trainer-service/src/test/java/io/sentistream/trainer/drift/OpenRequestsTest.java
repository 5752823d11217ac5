package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LabelledReview;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
    private final OpenRequests open = new OpenRequests("default");

    private static Optional<LabelRequest> request(String id, String text, String line, Instant at) {
        return Optional.of(LabelRequest.newBuilder()
                .setReviewId(id)
                .setText(text)
                .setLine(line)
                .setLabel("positive")
                .setScore(0.6)
                .setScores(Map.of("positive", 0.6, "negative", 0.4))
                .setModelVersion("v1")
                .setAskedAt(at)
                .build());
    }

    private static LabelledReview label(String id, String text) {
        return LabelledReview.newBuilder()
                .setReviewId(id)
                .setText(text)
                .setLabel("positive")
                .setLabelledAt(Instant.now())
                .build();
    }

    @Test
    void aLabelAnswersARequestByTheReviewsIdOrByItsText() {
        open.put("1", request("1", "A  good pan", "default", Instant.now()));
        open.put("2", request("2", "a bad pan", "default", Instant.now()));

        assertThat(open.answeredBy(label("2", "whatever"))).containsExactly("2");
        assertThat(open.answeredBy(label(null, "a good PAN"))).containsExactly("1");
        assertThat(open.answeredBy(label(null, "another pan"))).isEmpty();
    }

    @Test
    void whatWasAskedForIsRememberedWhenItIsAnswered() {
        open.put("1", request("1", "a good pan", "default", Instant.now()));
        open.put("1", Optional.empty());

        assertThat(open.size()).isZero();
        assertThat(open.answeredBy(label("1", "a good pan"))).isEmpty();
        assertThat(open.wasAsked(label("1", "x"))).isTrue();
        assertThat(open.wasAsked(label(null, "A good pan"))).isTrue();
        assertThat(open.wasAsked(label("2", "a bad pan"))).isFalse();
    }

    @Test
    void requestsOfOtherLinesAreNotItsOwn() {
        open.put("1", request("1", "a good pan", "other", Instant.now()));

        assertThat(open.size()).isZero();
        assertThat(open.oldest()).isEmpty();
    }

    @Test
    void theOldestTellsFromWhenOnAnswersMayHaveCome() {
        open.put("1", request("1", "a good pan", "default", Instant.ofEpochSecond(7)));
        open.put("2", request("2", "a bad pan", "default", Instant.ofEpochSecond(5)));

        assertThat(open.oldest()).contains(Instant.ofEpochSecond(5));
    }
}
