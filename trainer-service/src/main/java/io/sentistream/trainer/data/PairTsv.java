package io.sentistream.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads pairs of texts in UTF-8, in the columns {@code sentence1}, {@code sentence2} and {@code label}, which a header names
 * in any order, as GLUE's files have them; other columns are dropped, quotes mean nothing.
 */
public final class PairTsv {
    private static final List<String> COLUMNS = List.of("sentence1", "sentence2", "label");

    private PairTsv() {}

    /**
     * The rows of a file.
     *
     * @throws DataException naming the file, the line and the value that can't be read
     */
    public static List<TextPair> read(Path file) {
        List<TsvLine> lines = lines(file);
        if (lines.isEmpty() || !isHeader(lines.get(0))) {
            throw new DataException(
                    file + " has no header: begin it with a line sentence1<TAB>sentence2<TAB>label, so that"
                            + " the columns are known");
        }
        List<String> header = names(lines.get(0));
        if (lines.size() == 1) {
            throw new DataException(file + " holds no rows: give at least one, as sentence1<TAB>sentence2<TAB>label");
        }
        return lines.stream()
                .skip(1)
                .map(line -> row(file + ", line " + line.number(), line.cells(), header))
                .toList();
    }

    /** Whether a file's first line names the columns of pairs; not so where it can't be read. */
    public static boolean isHeaded(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = Objects.requireNonNullElse(lines.readLine(), "");
            return TsvLine.withHeader(file.toString(), first.getBytes(StandardCharsets.UTF_8)).stream()
                    .anyMatch(PairTsv::isHeader);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<TsvLine> lines(Path file) {
        return TsvLine.withHeader(file.toString(), TsvLine.bytes(file, "rows sentence1<TAB>sentence2<TAB>label"));
    }

    private static boolean isHeader(TsvLine line) {
        return names(line).containsAll(COLUMNS);
    }

    private static List<String> names(TsvLine line) {
        return line.cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static TextPair row(String at, List<String> cells, List<String> header) {
        if (cells.size() < header.size()) {
            throw new DataException(at + " has " + cells.size() + " columns, but the header names " + header.size()
                    + "; put a tab between all of them, and none into a text");
        }
        List<String> values = COLUMNS.stream()
                .map(column -> cells.get(header.indexOf(column)).strip())
                .toList();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isEmpty()) {
                throw new DataException(
                        at + " has nothing in the column " + COLUMNS.get(i) + "; fill it or remove the line");
            }
        }
        return new TextPair(values.get(0), values.get(1), values.get(2), at);
    }
}
