package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.sentistream.console.board.ResultView;
import io.sentistream.console.board.Waiting;
import io.sentistream.console.topics.Outbox;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a text through the stream and answers with its result.
 *
 * @param patience how long a result is waited for
 */
public record ReviewHandler(Outbox outbox, Waiting<ResultView> results, Duration patience) implements Handler {
    private record Body(String text) {}

    @Override
    public void handle(Context context) {
        String text = Json.body(context, Body.class).text();
        if (text == null || text.isBlank()) {
            throw new Problem(400, "There is no text to classify.");
        }
        String id = UUID.randomUUID().toString();
        CompletableFuture<ResultView> result = results.expect(id, patience);
        Review review =
                Review.newBuilder().setId(id).setText(text).setSource("console").build();
        Later.answer(
                context,
                outbox.send(Topic.REVIEWS, id, review).thenCompose(sent -> result),
                come -> new Later.Answer(200, come),
                () -> {
                    throw new Problem(
                            504,
                            "No result came within " + patience.toSeconds()
                                    + " s. Is a classifier running? The review is kept and will be classified.");
                });
    }
}
