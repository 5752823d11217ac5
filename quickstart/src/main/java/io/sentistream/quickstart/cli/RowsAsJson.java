package io.sentistream.quickstart.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Prints tables in Markdown, line by line, as JSON: an object for each row, under the names of the columns (their number where they have none), in which a number
 * is one where nothing else is in the cell; and {@code {"text": …}} for each line beside a table. For one thread.
 */
final class RowsAsJson implements Consumer<String> {
    private final PrintWriter out;
    private List<String> columns = List.of();

    RowsAsJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(String lines) {
        for (String line : lines.split("\\R", -1)) {
            line(line);
        }
    }

    private void line(String line) {
        if (!line.startsWith("|")) {
            columns = List.of();
            if (!line.isBlank()) {
                print(Map.of("text", line));
            }
        } else if (columns.isEmpty()) {
            columns = cells(line);
        } else if (!line.matches("[|: -]+")) {
            List<String> cells = cells(line);
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i).isEmpty() ? Integer.toString(i) : columns.get(i), value(cells.get(i)));
            }
            print(row);
        }
    }

    private void print(Map<String, ?> object) {
        out.println(SentimentJson.write(object));
        out.flush();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Object value(String cell) {
        return cell.matches("[+-]?[0-9]+(\\.[0-9]+)?") ? Double.valueOf(cell) : cell;
    }
}
