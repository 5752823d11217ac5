package io.sentistream.classifier.input;

/** A record can't be used, now or later, and becomes a dead letter. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection.Reason reason;

    public RejectedException(Rejection.Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What the dead letter says. */
    public Rejection rejection() {
        return new Rejection(reason, getMessage());
    }
}
