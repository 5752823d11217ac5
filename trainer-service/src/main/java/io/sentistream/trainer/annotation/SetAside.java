package io.sentistream.trainer.annotation;

import io.sentistream.schemas.QuarantineReason;
import io.sentistream.trainer.replay.FeedbackRow;

/**
 * A row that is not learned from.
 *
 * @param why the reason in words a person can act on
 */
public record SetAside(FeedbackRow row, QuarantineReason reason, String why) {
    /** Whether a person may let it be learned all the same. */
    public boolean releasable() {
        return switch (reason) {
            case UNREADABLE, VALIDATION, CANARY -> false;
            default -> true;
        };
    }
}
