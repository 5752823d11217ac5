package io.sentistream.trainer.probation;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.gate.Paired;
import java.time.Instant;
import java.util.Comparator;

/**
 * A label given in a probation, and which of the two models it finds right.
 *
 * @param key the label's, on {@code labelled}
 * @param at when it was given
 * @param before whether the model that served before answers the text so
 * @param now whether the promoted one does
 */
public record Vote(String key, NormalisedText text, String annotator, Instant at, boolean before, boolean now) {
    /** The order in which they were given. */
    static final Comparator<Vote> IN_ORDER = Comparator.comparing(Vote::at).thenComparing(Vote::key);

    /** As a table of one. */
    Paired paired() {
        return Paired.NONE.plus(before, now);
    }
}
