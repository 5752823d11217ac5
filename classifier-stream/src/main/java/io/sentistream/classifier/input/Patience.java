package io.sentistream.classifier.input;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what a record needs and what will come back, such as the schema registry.
 *
 * <p>A stream thread that waits holds its transaction open and does not poll. So it waits with growing pauses for no
 * longer than its patience, which is a part of the transaction's timeout. Then it gives up its partitions by a {@link
 * TaskMigratedException}: Streams aborts the transaction, leaves the group, joins it again and reads the same record
 * again, with nothing lost and no thread dead. An ordinary exception would have Streams replace the thread, whose dead
 * member holds up the group until its session times out. Safe for use by several threads.
 */
public final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;

    /** A call that may find something unavailable, or fail in a way of its own. */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        T call() throws X;
    }

    private final Duration limit;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean ended;
    private volatile boolean hurried;

    /** Waits for at most this long at a time. */
    public Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * Calls until an answer comes instead of an {@link UnavailableException}.
     *
     * @throws TaskMigratedException if none came in time, {@link #end} was called while it waited, or {@link #hurry} was
     */
    public <T, X extends Exception> T untilAvailable(Call<T, X> call) throws X {
        if (hurried) {
            throw new TaskMigratedException("nothing lost; the record is left to whoever comes after the shutdown");
        }
        try {
            return call.call();
        } catch (UnavailableException e) {
            waiting.incrementAndGet();
            try {
                return retry(call, e);
            } finally {
                waiting.decrementAndGet();
            }
        }
    }

    /** Whether any thread is waiting now. */
    public boolean waiting() {
        return waiting.get() > 0;
    }

    /** Ends all waiting, so that threads can shut down. */
    public void end() {
        ended = true;
    }

    /** Leaves every further record to be read again, so that a shutdown doesn't wait for all that was polled. */
    public void hurry() {
        hurried = true;
    }

    private <T, X extends Exception> T retry(Call<T, X> call, UnavailableException first) throws X {
        log.warn("A record waits, and nothing is lost: {}", first.getMessage());
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MS;
        UnavailableException last = first;
        while (!ended && System.nanoTime() - start < limit.toNanos()) {
            sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
            try {
                T answer = call.call();
                log.info("The record goes on after {} ms", (System.nanoTime() - start) / 1_000_000);
                return answer;
            } catch (UnavailableException e) {
                last = e;
            }
        }
        throw new TaskMigratedException("nothing lost; the record is read again, because " + last.getMessage(), last);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskMigratedException("interrupted while a record waited", e);
        }
    }
}
