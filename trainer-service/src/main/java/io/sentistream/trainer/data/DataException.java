package io.sentistream.trainer.data;

/** Data was refused; the message names the file, the line, the value and what would mend it. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
