package io.sentistream.quickstart.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that is deleted when closed, or when the process ends before.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    /** Makes one in a home. */
    public static TemporaryDirectory in(Home home, String prefix) {
        try {
            Files.createDirectories(home.directory());
            return new TemporaryDirectory(Files.createTempDirectory(home.directory(), prefix + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a directory in " + home.directory(), e);
        }
    }

    @Override
    public void close() {
        Home.deleteTree(path);
    }
}
