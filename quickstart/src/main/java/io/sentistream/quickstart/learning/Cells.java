package io.sentistream.quickstart.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sentistream.quickstart.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a table that were measured, a JSON line each, so that a table which was interrupted goes on. For one thread.
 *
 * @param file where they are kept
 * @param type a record that Jackson reads and writes
 */
public record Cells<C>(Path file, Class<C> type) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** All that were measured so far. */
    public List<C> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<C> cells = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                cells.add(JSON.readValue(line, type));
            }
        } catch (IOException e) {
            throw new CommandFailed(
                    file + ", line " + (cells.size() + 1) + " can't be read: delete it to measure that cell anew", e);
        }
        return cells;
    }

    /** Keeps a cell. */
    public void add(C cell) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.writeValueAsString(cell) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }
}
