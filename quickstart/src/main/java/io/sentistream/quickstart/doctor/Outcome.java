package io.sentistream.quickstart.doctor;

import java.util.Locale;

/** How a check ended. */
public enum Outcome {
    /** As it should be. */
    OK,
    /** The system works, or could, but a person should look. */
    WARNING,
    /** The system can't work so. */
    FAILED;

    /** In small letters, as it is printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
