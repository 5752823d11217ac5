package io.sentistream.classifier.input;

/**
 * What a record needs doesn't answer: the schema registry, or the model. The record may be good; {@link Patience} waits.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
