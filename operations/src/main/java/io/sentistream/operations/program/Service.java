package io.sentistream.operations.program;

import io.sentistream.operations.health.Health;
import java.time.Duration;

/** What a program runs. Safe for use by several threads. */
public interface Service {
    /** Starts in the background; to be called once. */
    void start();

    /** How it is; never waits. */
    Health health();

    /**
     * Finishes what is at hand, as far as time allows, commits and stops.
     *
     * @return false if that took longer than allowed; what was not committed is done again after the next start
     */
    boolean close(Duration timeout);
}
