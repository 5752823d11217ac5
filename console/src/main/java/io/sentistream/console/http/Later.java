package io.sentistream.console.http;

import io.javalin.http.Context;
import io.sentistream.console.board.DeadLetterException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request when there is something to answer, without a thread that waits. */
final class Later {
    private static final Logger log = LoggerFactory.getLogger(Later.class);

    private Later() {}

    /** An answer with its status. */
    record Answer(int status, Object body) {}

    /**
     * Answers when this comes.
     *
     * @param come makes the answer of what came
     * @param late makes the answer where nothing came in time
     */
    static <T> void answer(
            Context context, CompletableFuture<T> awaited, Function<T, Answer> come, Supplier<Answer> late) {
        context.future(() -> awaited.handle((value, failure) -> {
            try {
                Answer answer = failure == null ? come.apply(value) : answer(cause(failure), late);
                Json.answer(context, answer.status(), answer.body());
            } catch (Problem problem) {
                Json.answer(context, problem);
            }
            return null;
        }));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Answer answer(Throwable failure, Supplier<Answer> late) {
        if (failure instanceof TimeoutException) {
            return late.get();
        }
        if (failure instanceof DeadLetterException) {
            throw new Problem(422, "It became a dead letter: " + failure.getMessage());
        }
        if (failure instanceof KafkaException) {
            log.warn("A record could not be sent: {}", failure.toString());
            throw new Problem(
                    503, "Kafka or the schema registry did not take it, so it was not sent: " + failure.getMessage());
        }
        log.error("A request failed", failure);
        throw new Problem(500, "Something went wrong; the console's log says more.");
    }
}
