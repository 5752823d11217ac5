package io.sentistream.quickstart;

/** A command can't do what it was asked; the message tells a user why, and what would mend it. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
