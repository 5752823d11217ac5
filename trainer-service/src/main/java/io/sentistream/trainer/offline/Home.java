package io.sentistream.trainer.offline;

import java.nio.file.Path;

/** Where a user's models and data are kept. */
public final class Home {
    private Home() {}

    /** {@code SENTISTREAM_HOME}, or else {@code .sentistream} in the user's home. */
    public static Path directory() {
        String set = System.getenv("SENTISTREAM_HOME");
        return set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".sentistream") : Path.of(set);
    }
}
