package io.sentistream.console.board;

/** What was sent has become a dead letter; the message says why. */
public final class DeadLetterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadLetterException(String message) {
        super(message);
    }
}
