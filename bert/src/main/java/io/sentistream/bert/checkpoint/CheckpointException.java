package io.sentistream.bert.checkpoint;

/** A checkpoint was refused; the message names the file, what is wrong with it and what would mend it. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
