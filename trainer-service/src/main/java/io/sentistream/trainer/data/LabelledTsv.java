package io.sentistream.trainer.data;

import io.sentistream.bert.checkpoint.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads rows {@code sentence⇥label} in UTF-8. A first row whose second column is called {@code label} is a header; quotes
 * mean nothing; columns after the second and spaces around a text are dropped.
 */
public final class LabelledTsv {
    private static final Set<String> HEADER = Set.of("label", "sentiment", "class");

    private final String name;
    private final Labels labels;
    private final String source;

    private LabelledTsv(String name, Labels labels, String source) {
        this.name = name;
        this.labels = labels;
        this.source = source;
    }

    /**
     * The rows of a file.
     *
     * @param labels how labels are read
     * @param source what the examples say they come from
     * @throws DataException naming the file, the line and the value that can't be read
     */
    public static List<Example> read(Path file, Labels labels, String source) {
        return read(file.toString(), TsvLine.bytes(file, "rows sentence<TAB>label"), labels, source);
    }

    /** The rows of a file's bytes; {@code name} stands for it in errors. */
    public static List<Example> read(String name, byte[] bytes, Labels labels, String source) {
        return new LabelledTsv(name, labels, source).parse(bytes);
    }

    private List<Example> parse(byte[] bytes) {
        List<Example> examples = TsvLine.of(name, bytes).stream().map(this::row).toList();
        if (examples.isEmpty()) {
            throw new DataException(name + " holds no rows: give at least one, as sentence<TAB>label");
        }
        return examples;
    }

    /** Whether the columns of a file's first line name what is below them, rather than being a row. */
    public static boolean isHeader(List<String> cells) {
        return cells.size() > 1 && HEADER.contains(cells.get(1).strip().toLowerCase(Locale.ROOT));
    }

    private Example row(TsvLine line) {
        List<String> cells = line.cells();
        String text = cells.get(0).strip();
        if (cells.size() < 2) {
            throw new DataException(
                    at(line) + " has no label: '" + shown(text) + "'; write the sentence, a tab and the label");
        }
        if (text.isEmpty()) {
            throw new DataException(at(line) + " has no text before its label; give one or remove the line");
        }
        try {
            return new Example(text, labels.indexOf(cells.get(1).strip()), source);
        } catch (IllegalArgumentException e) {
            throw new DataException(at(line) + " has the label '" + shown(cells.get(1)) + "': " + e.getMessage(), e);
        }
    }

    private String at(TsvLine line) {
        return name + ", line " + line.number();
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
