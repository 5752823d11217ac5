package io.sentistream.console.http;

/** A request that can't be carried out: an HTTP status, and a message for the person who made it. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Problem(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
