package io.sentistream.trainer.data;

import io.sentistream.bert.checkpoint.Labels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        try {
            return new LabelledTsv(file.toString(), labels, source).parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DataException("can't read " + file + ": give a file of rows sentence<TAB>label", e);
        }
    }

    /** The rows of a file's bytes; {@code name} stands for it in errors. */
    static List<Example> read(String name, byte[] bytes, Labels labels, String source) {
        return new LabelledTsv(name, labels, source).parse(bytes);
    }

    private List<Example> parse(byte[] bytes) {
        String[] lines = decode(bytes).split("\r?\n|\r", -1);
        List<Example> examples = new ArrayList<>(lines.length);
        for (int i = 0; i < lines.length; i++) {
            String line = i == 0 && lines[0].startsWith("\uFEFF") ? lines[0].substring(1) : lines[i];
            if (!line.isBlank() && !(i == 0 && isHeader(line))) {
                examples.add(row(i + 1, line));
            }
        }
        if (examples.isEmpty()) {
            throw new DataException(name + " holds no rows: give at least one, as sentence<TAB>label");
        }
        return examples;
    }

    private static boolean isHeader(String line) {
        String[] cells = line.split("\t", -1);
        return cells.length > 1 && HEADER.contains(cells[1].strip().toLowerCase(java.util.Locale.ROOT));
    }

    private Example row(int number, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 2) {
            throw new DataException(
                    at(number) + " has no label: '" + shown(line) + "'; write the sentence, a tab and the label");
        }
        String text = cells[0].strip();
        if (text.isEmpty()) {
            throw new DataException(at(number) + " has no text before its label; give one or remove the line");
        }
        try {
            return new Example(text, labels.indexOf(cells[1].strip()), source);
        } catch (IllegalArgumentException e) {
            throw new DataException(at(number) + " has the label '" + shown(cells[1]) + "': " + e.getMessage(), e);
        }
    }

    private String at(int number) {
        return name + ", line " + number;
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            long line = 1;
            ByteBuffer read = ByteBuffer.wrap(bytes);
            StandardCharsets.UTF_8.newDecoder().decode(read, java.nio.CharBuffer.allocate(bytes.length), true);
            for (int i = 0; i < read.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new DataException(name + ", line " + line + " is not UTF-8; save the file as UTF-8", e);
        }
    }
}
