package io.sentistream.console.topics;

/** The schema registry doesn't answer, so a record can't be read yet. */
public final class RegistryAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
