package io.sentistream.resilience.classify;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Reviews that come at a steady rate, on a thread of their own and with keys of their own; where brokers hold them up, the
 * rest comes faster.
 */
public final class SteadyLoad {
    private static final long TICK_NANOS = Duration.ofMillis(20).toNanos();
    private static final int KEYS = 101;

    private final CompletableFuture<List<Entry>> sent;
    private volatile boolean stopped;

    /**
     * Begins to send.
     *
     * @param count the most reviews; {@link #stop} ends it before
     */
    SteadyLoad(Stage stage, int first, int count, int perSecond) {
        sent = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        sent.complete(send(stage, first, count, perSecond));
                    } catch (RuntimeException e) {
                        sent.completeExceptionally(e);
                    }
                },
                "steady-load");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it soon. */
    public void stop() {
        stopped = true;
    }

    /** Waits for the last acknowledgement; what was sent, in order. */
    public List<Entry> sent() {
        return sent.join();
    }

    private List<Entry> send(Stage stage, int first, int count, int perSecond) {
        List<Entry> all = new ArrayList<>();
        long start = System.nanoTime();
        while (all.size() < count && !stopped) {
            LockSupport.parkNanos(TICK_NANOS);
            long due = Math.min(count, (System.nanoTime() - start) / 1_000 * perSecond / 1_000_000);
            // In pieces, so that what was held up comes as many small batches too.
            int next = (int) Math.min(due - all.size(), 5_000);
            if (next > 0) {
                all.addAll(stage.reviews("load" + first + "-", first + all.size(), next, KEYS));
            }
        }
        return all;
    }
}
