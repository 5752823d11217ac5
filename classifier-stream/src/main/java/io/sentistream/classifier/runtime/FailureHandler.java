package io.sentistream.classifier.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, after a pause that grows from failure to failure; its records are read again.
 * What no second try can mend, such as missing permissions or a class that doesn't load, ends the client. Safe for use by
 * several threads.
 */
final class FailureHandler implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final int MOST_DOUBLINGS = 7;
    private static final long FORGIVEN_AFTER_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long STEP_MS = 100;

    private final Runnable onTooLarge;
    private final BooleanSupplier closing;
    private int doublings;
    private long lastFailure = System.nanoTime() - FORGIVEN_AFTER_NANOS - 1;

    /**
     * A handler for one client.
     *
     * @param onTooLarge called when brokers refused a record as too large, before it is read again
     * @param closing whether no pause is to be made any more
     */
    FailureHandler(Runnable onTooLarge, BooleanSupplier closing) {
        this.onTooLarge = onTooLarge;
        this.closing = closing;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (hopeless(failure)) {
            log.error("The application ends, for this won't mend itself", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (caused(failure, RecordTooLargeException.class)) {
            onTooLarge.run();
        }
        long pause = nextPause();
        log.error("A stream thread failed; another takes its place in {} ms, and nothing is lost", pause, failure);
        sleep(pause);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Whether no second try can mend this. */
    static boolean hopeless(Throwable failure) {
        return caused(failure, Error.class)
                || caused(failure, AuthenticationException.class)
                || caused(failure, AuthorizationException.class)
                || caused(failure, UnsupportedVersionException.class);
    }

    private synchronized long nextPause() {
        long now = System.nanoTime();
        doublings = now - lastFailure > FORGIVEN_AFTER_NANOS ? 0 : Math.min(MOST_DOUBLINGS, doublings + 1);
        lastFailure = now;
        return FIRST_PAUSE_MS << doublings;
    }

    private void sleep(long millis) {
        try {
            for (long slept = 0; slept < millis && !closing.getAsBoolean(); slept += STEP_MS) {
                Thread.sleep(STEP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
