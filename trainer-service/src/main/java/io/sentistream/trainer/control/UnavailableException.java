package io.sentistream.trainer.control;

/** The registry does not answer now; what was asked of it is to be tried again. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
