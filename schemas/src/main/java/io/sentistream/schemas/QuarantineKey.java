package io.sentistream.schemas;

import java.util.Optional;

/** The keys of {@code feedback-quarantine}: the serving line, a slash, which no line's name has, and the key on {@code labelled}. */
public final class QuarantineKey {
    private static final String BETWEEN = "/";

    private QuarantineKey() {}

    /** The key of a label that a line's trainer set aside. */
    public static String of(String line, String labelled) {
        return line + BETWEEN + labelled;
    }

    /** The key on {@code labelled}; empty where the record is another line's. */
    public static Optional<String> labelled(String line, String key) {
        String prefix = line + BETWEEN;
        return key.startsWith(prefix) ? Optional.of(key.substring(prefix.length())) : Optional.empty();
    }
}
