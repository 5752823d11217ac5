package io.sentistream.resilience.cluster;

import io.sentistream.resilience.JavaProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.tools.StorageTool;

/** One of Kafka's brokers, controller too, run by Kafka's own main class. */
final class BrokerProcess {
    private static final String CLUSTER = "c2VudGlzdHJlYW0tbG9jYQ";

    private final int id;
    private final Path directory;
    private JavaProcess process;

    /**
     * A broker that is not started.
     *
     * @param configuration of Kafka, but for the directory of its data
     */
    BrokerProcess(int id, Path directory, Properties configuration) {
        this.id = id;
        this.directory = directory;
        Properties whole = new Properties();
        whole.putAll(configuration);
        whole.setProperty("log.dirs", data().toString());
        whole.setProperty("metadata.log.dir", directory.resolve("metadata").toString());
        try {
            Files.createDirectories(directory);
            try (var writer = Files.newBufferedWriter(file())) {
                whole.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, on an empty disk as one without copies. */
    void start() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status;
        try (PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            String[] arguments = {"format", "-t", CLUSTER, "-c", file().toString(), "--ignore-formatted"};
            status = StorageTool.execute(arguments, print);
        }
        if (status != 0) {
            throw new IllegalStateException(
                    "broker " + id + " can't be formatted: " + output.toString(StandardCharsets.UTF_8));
        }
        process = JavaProcess.start(directory.resolve("log"), "320m", "kafka.Kafka", file().toString());
    }

    /** @throws IllegalStateException if it has ended of itself */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException("broker " + id + " has ended; see " + directory.resolve("log"));
        }
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    /** Deletes its copies of all topics. Its vote as a controller stays: one that forgets it is refused by the others. */
    void wipe() {
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path file() {
        return directory.resolve("server.properties");
    }
}
