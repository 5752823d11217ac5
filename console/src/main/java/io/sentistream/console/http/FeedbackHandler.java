package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.sentistream.console.board.LearningView;
import io.sentistream.console.board.Waiting;
import io.sentistream.console.topics.Outbox;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a person's label and answers with how near the next training is, once the label is counted.
 *
 * @param labels who waits for a row of {@code labelled}
 * @param user the annotator
 * @param patience how long the row is waited for; the label is sent all the same
 */
public record FeedbackHandler(Outbox outbox, Waiting<LearningView> labels, String user, Duration patience)
        implements Handler {
    private record Body(String reviewId, String text, String label, boolean withdrawn) {}

    /**
     * What became of a label.
     *
     * @param learning null where it isn't counted yet
     */
    private record Sent(LearningView learning) {}

    @Override
    public void handle(Context context) {
        Body body = Json.body(context, Body.class);
        if (isBlank(body.reviewId()) || isBlank(body.text()) || isBlank(body.label())) {
            throw new Problem(400, "A label needs the review's id, its text and the label.");
        }
        // The key that the row will have, so that a dead letter can be told from those of others too.
        String key = Json.write(List.of(body.reviewId(), user));
        CompletableFuture<LearningView> counted = labels.expect(key, patience);
        Feedback feedback = Feedback.newBuilder()
                .setReviewId(body.reviewId())
                .setText(body.text())
                .setLabel(body.label())
                .setAnnotator(user)
                .setWithdrawn(body.withdrawn())
                .setSource("console")
                .setAt(Instant.now())
                .build();
        Later.answer(
                context,
                outbox.send(Topic.FEEDBACK, key, feedback).thenCompose(sent -> counted),
                learning -> new Later.Answer(200, new Sent(learning)),
                () -> new Later.Answer(200, new Sent(null)));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
