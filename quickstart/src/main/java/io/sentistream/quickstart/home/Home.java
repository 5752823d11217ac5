package io.sentistream.quickstart.home;

import io.sentistream.quickstart.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that keeps what outlives a command: {@code data/local} (the broker's log and the checkpoints), {@code
 * models} (models prepared for use), {@code logs}, and what is downloaded.
 *
 * @param directory where they lie; need not exist yet
 */
public record Home(Path directory) {
    /** {@code $SENTISTREAM_HOME}, or {@code ~/.sentistream} where that is not set. */
    public static Home ofUser() {
        String given = System.getenv("SENTISTREAM_HOME");
        return new Home(
                given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".sentistream")
                        : Path.of(given).toAbsolutePath());
    }

    /** What a running system keeps: the broker's log, the checkpoints, the state of the streams. */
    public Path data() {
        return directory.resolve("data").resolve("local");
    }

    /** Models restored or downloaded once and then used by every command. */
    public Path models() {
        return directory.resolve("models");
    }

    /** Log files, one a command. */
    public Path logs() {
        return directory.resolve("logs");
    }

    /** The system that runs on this home's data, if one does. */
    public Optional<RunningSystem> running() {
        return HomeLock.isHeld(this) ? RunningSystem.read(this) : Optional.empty();
    }

    /**
     * Takes the data for this process alone.
     *
     * @throws CommandFailed if another process has it; the message names that process
     */
    public HomeLock lock() {
        return HomeLock.acquire(this);
    }

    /**
     * Deletes the data; models, cache and logs stay.
     *
     * @throws CommandFailed if a system is running on it
     */
    public void deleteData() {
        HomeLock lock = lock();
        try {
            deleteTree(data());
        } finally {
            lock.close();
        }
    }

    /** Deletes a directory with all in it; it may be missing. */
    public static void deleteTree(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + root, e);
        }
    }
}
