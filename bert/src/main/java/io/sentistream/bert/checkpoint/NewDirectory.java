package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that exists only whole, even if the machine fails meanwhile: it is written under a temporary sibling's
 * name, synced, then renamed. The sibling's name begins with a dot; one is left behind only if the process is killed.
 */
public final class NewDirectory {
    /** Writes and syncs the files. */
    @FunctionalInterface
    public interface Content<T> {
        T write(Path directory) throws IOException;
    }

    private NewDirectory() {}

    /**
     * Makes a directory of this content.
     *
     * @param content writes the files into the directory it is given, synced, and syncs the directories it makes there
     * @return what the content returned
     * @throws CheckpointException if {@code directory} exists already, or can't be written
     */
    public static <T> T write(Path directory, Content<T> content) {
        Path target = directory.toAbsolutePath();
        if (Files.exists(target)) {
            throw exists(target, null);
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            Files.createDirectory(temporary);
            T written = content.write(temporary);
            sync(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            sync(target.getParent());
            return written;
        } catch (FileSystemException e) {
            delete(temporary, e);
            throw Files.exists(target) ? exists(target, e) : failed(target, e);
        } catch (IOException | RuntimeException e) {
            delete(temporary, e);
            throw failed(target, e);
        }
    }

    /** Writes a file that isn't there yet, and syncs it. */
    public static void writeFile(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the names in a directory durable. Windows can't open directories, and needs no such call. */
    public static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().getSeparator().equals("/")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path directory, Exception cause) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static CheckpointException exists(Path target, Exception cause) {
        return new CheckpointException(
                target + " exists already. Write to another directory, or remove it first.", cause);
    }

    private static CheckpointException failed(Path target, Exception cause) {
        return new CheckpointException("Can't write " + target + ": " + cause, cause);
    }
}
