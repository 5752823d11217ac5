package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a checkpoint's directory so that it exists only whole, even if the machine fails meanwhile. */
final class CheckpointWriter {
    private final Checkpoint checkpoint;

    CheckpointWriter(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    Manifest write(Path directory, Manifest manifest, String modelCard) {
        Path target = directory.toAbsolutePath();
        if (Files.exists(target)) {
            throw exists(target, null);
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            Files.createDirectory(temporary);
            Manifest written = writeFiles(temporary, manifest, modelCard);
            syncDirectory(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(target.getParent());
            return written;
        } catch (FileSystemException e) {
            delete(temporary, e);
            throw Files.exists(target) ? exists(target, e) : failed(target, e);
        } catch (IOException | RuntimeException e) {
            delete(temporary, e);
            throw failed(target, e);
        }
    }

    private Manifest writeFiles(Path directory, Manifest manifest, String modelCard) throws IOException {
        Map<String, byte[]> small = new TreeMap<>(checkpoint.tokenizerFiles());
        small.put(ConfigJson.NAME, ConfigJson.write(checkpoint.config()));
        small.put("README.md", modelCard.getBytes(StandardCharsets.UTF_8));
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : small.entrySet()) {
            writeSynced(directory.resolve(file.getKey()), file.getValue());
            hashes.put(file.getKey(), Sha256.of(file.getValue()));
        }
        Path weights = directory.resolve(CheckpointReader.WEIGHTS);
        checkpoint.safetensors().write(weights);
        hashes.put(CheckpointReader.WEIGHTS, checkpoint.weightsSha256());
        Manifest complete = new Manifest(
                Manifest.FORMAT_VERSION,
                manifest.version(),
                manifest.parent(),
                manifest.createdAt(),
                hashes,
                manifest.metrics(),
                manifest.temperature(),
                manifest.training(),
                manifest.feedbackOffsets());
        writeSynced(directory.resolve(ManifestJson.NAME), ManifestJson.write(complete));
        return complete;
    }

    private static void writeSynced(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the names in a directory durable. Windows can't open directories, and needs no such call. */
    private static void syncDirectory(Path directory) throws IOException {
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
