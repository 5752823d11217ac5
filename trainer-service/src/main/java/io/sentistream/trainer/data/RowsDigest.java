package io.sentistream.trainer.data;

import io.sentistream.bert.checkpoint.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether rows are the same without keeping them: SHA-256 in hex of a line for each, in UTF-8, sorted as Java
 * sorts strings, each ended by a line feed; for ASCII what {@code LC_ALL=C sort | sha256sum} says.
 */
public final class RowsDigest {
    private RowsDigest() {}

    /** Of rows by their keys. */
    public static String ofKeys(List<String> keys) {
        return of(keys.stream());
    }

    /** Of rows that have no keys, a line {@code label index TAB text} for each. */
    public static String of(List<Example> rows) {
        return of(rows.stream().map(row -> row.label() + "\t" + row.text()));
    }

    private static String of(Stream<String> lines) {
        String sorted = lines.sorted().map(line -> line + "\n").collect(Collectors.joining());
        return Sha256.of(sorted.getBytes(StandardCharsets.UTF_8));
    }
}
