package io.sentistream.quickstart.input;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.trainer.data.LabelledTsv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads texts in UTF-8, either {@code sentence⇥label} or a text a line: the first line tells which. A first line whose
 * second column is called {@code label} is a header; quotes mean nothing; blank lines are passed over.
 */
public final class Rows {
    private Rows() {}

    /**
     * The rows of a file, or of standard input where the file is called {@code -}.
     *
     * @param limit the most rows to read
     * @throws CommandFailed naming the file, the line, and what is wrong with it
     */
    public static List<Row> read(Path file, int limit) {
        try (BufferedReader lines = open(file)) {
            return read(lines, file.toString(), limit);
        } catch (NoSuchFileException e) {
            throw new CommandFailed("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new CommandFailed(file + " is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailed("can't read " + file + ": " + e, e);
        }
    }

    /**
     * The rows of a file that has labels.
     *
     * @throws CommandFailed naming the file, the line, and what is wrong with it
     */
    public static List<Row> readLabelled(Path file) {
        List<Row> rows = read(file, Integer.MAX_VALUE);
        if (rows.get(0).label().isEmpty()) {
            throw new CommandFailed(file + " has no labels: write a sentence, a tab and the label on each line");
        }
        return rows;
    }

    private static BufferedReader open(Path file) throws IOException {
        return file.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file);
    }

    /**
     * The rows of lines that are open already.
     *
     * @param name what errors call them
     * @param limit the most rows to read
     * @throws CommandFailed naming the line, and what is wrong with it
     */
    public static List<Row> read(BufferedReader lines, String name, int limit) throws IOException {
        List<Row> rows = new ArrayList<>();
        int number = 0;
        boolean labelled = false;
        String line = lines.readLine();
        while (line != null && rows.size() < limit) {
            number++;
            String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (number == 1) {
                labelled = content.indexOf('\t') >= 0;
            }
            if (!content.isBlank() && !(number == 1 && isHeader(content))) {
                rows.add(labelled ? labelledRow(name, number, content) : new Row(content.strip(), Optional.empty()));
            }
            line = lines.readLine();
        }
        if (rows.isEmpty()) {
            throw new CommandFailed(name + " holds no texts");
        }
        return rows;
    }

    private static boolean isHeader(String line) {
        return LabelledTsv.isHeader(List.of(line.split("\t", -1)));
    }

    private static Row labelledRow(String name, int number, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 2 || cells[0].isBlank() || cells[1].isBlank()) {
            throw new CommandFailed(
                    name + ", line " + number + " is not a sentence, a tab and a label as the first is: '"
                            + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'");
        }
        return new Row(cells[0].strip(), Optional.of(cells[1].strip()));
    }
}
