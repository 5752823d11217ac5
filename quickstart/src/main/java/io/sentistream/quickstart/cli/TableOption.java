package io.sentistream.quickstart.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How a benchmark prints its tables: in Markdown, or for a program. */
final class TableOption {
    @Option(
            names = "--json",
            description =
                    "One JSON object a line: each row of a table, under the names of its columns; what stands beside"
                            + " the tables, as text.")
    private boolean json;

    /** Takes the lines of tables in Markdown and prints them as was asked for. */
    Consumer<String> on(PrintWriter out) {
        return json ? new RowsAsJson(out) : out::println;
    }
}
