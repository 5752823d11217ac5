package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.input.Row;
import java.util.List;

/**
 * Labelled rows that nobody learns from, to measure on.
 *
 * @param name what a person calls them
 * @param rows each with a label
 */
public record HeldOut(String name, List<Row> rows) {
    public HeldOut {
        rows = List.copyOf(rows);
    }
}
