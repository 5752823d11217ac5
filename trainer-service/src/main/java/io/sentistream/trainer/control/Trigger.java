package io.sentistream.trainer.control;

import io.sentistream.trainer.RetrainConfig;
import java.util.function.LongSupplier;

/**
 * Says when a retraining is due: at so many new labels, or so long after the first new one, but not so soon after a
 * failure. Used by one thread.
 */
final class Trigger {
    private final RetrainConfig config;
    private final LongSupplier nanoTime;
    private long firstFreshNanos;
    private boolean fresh;
    private long notBeforeNanos;
    private boolean holding;

    /** A trigger by a clock such as {@link System#nanoTime}. */
    Trigger(RetrainConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /** Whether a retraining is due while there are so many new labels. */
    boolean isDue(long freshRows) {
        long now = nanoTime.getAsLong();
        if (freshRows == 0) {
            fresh = false;
            return false;
        }
        if (!fresh) {
            fresh = true;
            firstFreshNanos = now;
        }
        if (isHolding()) {
            return false;
        }
        return freshRows >= config.labels()
                || now - firstFreshNanos >= config.after().toNanos();
    }

    /** Whether it waits after a failure. */
    boolean isHolding() {
        holding = holding && nanoTime.getAsLong() - notBeforeNanos < 0;
        return holding;
    }

    /** Says that a training began: what comes from now on is new to the next one. */
    void began() {
        fresh = false;
    }

    /** Says that a training failed. */
    void failed() {
        holding = true;
        notBeforeNanos = nanoTime.getAsLong() + config.after().toNanos();
    }
}
