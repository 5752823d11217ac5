package io.sentistream.console.board;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Answers that people wait for, by the name under which they will come on a topic. Safe for use by several threads.
 *
 * @param <T> the answers
 */
public final class Waiting<T> {
    private final Map<String, CompletableFuture<T>> byName = new ConcurrentHashMap<>();

    /** The answer of this name; to be asked for before the question is sent. Fails with a TimeoutException if none comes. */
    public CompletableFuture<T> expect(String name, Duration patience) {
        CompletableFuture<T> answer = new CompletableFuture<T>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        byName.put(name, answer);
        return answer.whenComplete((come, failure) -> byName.remove(name, answer));
    }

    /** An answer came; nothing happens where nobody waits for it. */
    void come(String name, T answer) {
        CompletableFuture<T> waiting = byName.get(name);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** Instead of an answer this came. */
    void failed(String name, DeadLetterException why) {
        CompletableFuture<T> waiting = byName.get(name);
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
    }
}
