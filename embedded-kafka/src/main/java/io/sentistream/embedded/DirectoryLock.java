package io.sentistream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a directory to one server at a time, in this JVM and among processes; it ends with its process. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, which is made if it isn't there.
     *
     * @throws IllegalStateException naming the directory, if another server has it
     */
    static DirectoryLock take(Path directory, String purpose) {
        FileChannel channel;
        FileLock lock;
        try {
            Files.createDirectories(directory);
            channel =
                    FileChannel.open(directory.resolve(".in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " for " + purpose + " can't be written", e);
        }
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // this JVM has it
        } catch (IOException e) {
            close(channel);
            throw new UncheckedIOException("The directory " + directory + " for " + purpose + " can't be locked", e);
        }
        if (lock == null) {
            close(channel);
            throw new IllegalStateException("The directory " + directory + " for " + purpose
                    + " is in use: stop the program that uses it, or choose another directory.");
        }
        return new DirectoryLock(channel);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
