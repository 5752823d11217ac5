package io.sentistream.quickstart.home;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a running system tells the other commands in the file {@code running.json}. It is to be believed only while the
 * home's lock is held.
 *
 * @param pid the process
 * @param bootstrapServers the broker's address
 * @param registry the registry's address, for Confluent's clients
 */
public record RunningSystem(long pid, String bootstrapServers, String registry) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<RunningSystem> read(Home home) {
        try {
            return Optional.of(JSON.readValue(file(home).toFile(), RunningSystem.class));
        } catch (java.io.FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file(home), e);
        }
    }

    /** Lets the other commands know. */
    public void write(Home home) {
        Path file = file(home);
        try {
            Path draft = Files.createTempFile(home.directory(), "running", ".json");
            JSON.writeValue(draft.toFile(), this);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    /** Takes back what {@link #write} told. */
    public static void delete(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file(home), e);
        }
    }

    private static Path file(Home home) {
        return home.directory().resolve("running.json");
    }
}
