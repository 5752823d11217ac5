package io.sentistream.quickstart.home;

import io.sentistream.quickstart.CommandFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one process to use a home's data: a lock of the operating system on the file {@code lock}, which holds
 * the process id of its owner and is free again when that process ends, however it ends.
 */
public final class HomeLock implements AutoCloseable {
    // Closing any channel of a file gives up all of this process's locks on it (POSIX), so a file that this process has
    // locked must not be opened again.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    static HomeLock acquire(Home home) {
        Path file = file(home);
        String pid = Long.toString(ProcessHandle.current().pid());
        if (!OURS.add(file)) {
            throw held(home, pid);
        }
        boolean acquired = false;
        try {
            Files.createDirectories(home.directory());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw held(home, Files.readString(file, StandardCharsets.US_ASCII));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            acquired = true;
            return new HomeLock(file, channel, lock);
        } catch (IOException e) {
            throw new CommandFailed("can't lock " + file + ": " + e, e);
        } finally {
            if (!acquired) {
                OURS.remove(file);
            }
        }
    }

    /** Whether some process, this one included, holds the lock. */
    static boolean isHeld(Home home) {
        Path file = file(home);
        if (OURS.contains(file)) {
            return true;
        }
        if (Files.notExists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (IOException e) {
            throw new CommandFailed("can't read the lock " + file + ": " + e, e);
        }
    }

    /** Lets the data go. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new CommandFailed("can't release the lock " + file + ": " + e, e);
        } finally {
            OURS.remove(file);
        }
    }

    private static CommandFailed held(Home home, String pid) {
        return new CommandFailed("process " + pid.strip() + " is running on " + home.directory()
                + "; stop it by ./sentistream down, or set SENTISTREAM_HOME to another directory");
    }

    private static Path file(Home home) {
        return home.directory().toAbsolutePath().normalize().resolve("lock");
    }
}
