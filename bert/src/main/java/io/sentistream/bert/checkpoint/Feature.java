package io.sentistream.bert.checkpoint;

import java.util.Locale;

/** What is known of each text for nothing when it is classified, and compared with a {@link Reference}. */
public enum Feature {
    /** The probability of the label that the model gives. */
    CONFIDENCE,
    /** How many word pieces were read. */
    LENGTH,
    /** The part of the pieces that the vocabulary doesn't have. */
    UNKNOWN_RATE,
    /** How far the vector of [CLS] is from those of the reference. */
    DISTANCE;

    /** Its name in {@code reference.json}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
