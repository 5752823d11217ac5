package io.sentistream.classifier.runtime;

import java.time.Duration;
import java.util.Objects;

/** When something that is waited for is told of: at once, when the reason changes, and every 30 s. Used by one thread. */
final class Reminder {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private String reason;
    private long toldNanos;

    /** Whether to tell now; if so, it counts as told. */
    boolean isDue(String newReason) {
        long now = System.nanoTime();
        if (Objects.equals(newReason, reason) && now - toldNanos < EVERY.toNanos()) {
            return false;
        }
        reason = newReason;
        toldNanos = now;
        return true;
    }
}
