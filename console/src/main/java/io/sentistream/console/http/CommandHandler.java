package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.sentistream.console.board.CommandOutcome;
import io.sentistream.console.board.Waiting;
import io.sentistream.console.topics.Outbox;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the controller for something and answers with what became of it: 200 where it was done, 409 where it was refused,
 * 202 where nothing is known yet.
 *
 * @param line the serving line that is asked for
 * @param user who asks
 * @param patience how long the controller's word is waited for; that of a training it gives only to refuse it
 */
public record CommandHandler(
        Outbox outbox, Waiting<CommandOutcome> outcomes, String line, String user, Duration patience)
        implements Handler {
    private static final Duration REFUSES_WITHIN = Duration.ofSeconds(3);
    private static final String TRAINING_ASKED =
            "A training is asked for. Its candidate is shown here once it has been judged.";
    private static final String RELEASED = "Released. The next training learns from it.";
    private static final String NO_ANSWER_YET =
            "The trainer has not answered yet. The request is kept, and carried out when it can be.";

    private record Body(Action action, String version, String expectedServing, String reason, List<String> labels) {}

    /** What became of the request. */
    private record Told(boolean done, String message) {}

    @Override
    public void handle(Context context) {
        Body body = Json.body(context, Body.class);
        if (body.action() == null || body.action() == Action.UNKNOWN) {
            throw new Problem(400, "action: give TRAIN, PROMOTE, ROLL_BACK, PIN, UNPIN, SHADOW, UNSHADOW or RELEASE.");
        }
        boolean release = body.action() == Action.RELEASE;
        if (!release
                && (body.expectedServing() == null || body.expectedServing().isBlank())) {
            throw new Problem(400, "expectedServing: give the version that the page shows as serving.");
        }
        Command command = Command.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setAction(body.action())
                .setVersion(body.version())
                .setExpectedServing(body.expectedServing())
                .setRequestedBy(user)
                .setLabels(body.labels() == null ? List.of() : body.labels())
                .setReason(body.reason() == null ? "" : body.reason().strip())
                .setAt(Instant.now())
                .build();
        boolean training = body.action() == Action.TRAIN;
        CompletableFuture<CommandOutcome> outcome =
                outcomes.expect(command.getId(), training ? REFUSES_WITHIN : patience);
        Later.answer(
                context,
                outbox.send(Topic.COMMANDS, line, command).thenCompose(sent -> outcome),
                come -> answer(come, release),
                () -> new Later.Answer(202, new Told(false, training ? TRAINING_ASKED : NO_ANSWER_YET)));
    }

    private static Later.Answer answer(CommandOutcome outcome, boolean release) {
        if (outcome.refused()) {
            throw new Problem(409, outcome.message());
        }
        return new Later.Answer(200, new Told(true, release ? RELEASED : outcome.now()));
    }
}
