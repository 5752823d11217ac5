package io.sentistream.trainer.control;

/** Another trainer took this line over; this one must stop. */
final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
