package io.sentistream.quickstart.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Help.Ansi;

/**
 * Lines that scroll, over one status line at the bottom that is rewritten in place. Where the output is no terminal, the
 * status is printed as an ordinary line now and then. Safe for use by several threads.
 */
public final class Screen {
    private static final Duration BETWEEN_PLAIN_STATUSES = Duration.ofSeconds(15);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean interactive;
    private final int columns;
    private final Ansi colours;
    private String status = "";
    private Instant lastPlainStatus = Instant.EPOCH;

    /**
     * Prints to {@code out}.
     *
     * @param interactive whether {@code out} is a terminal
     * @param columns the width in characters
     */
    public Screen(PrintWriter out, boolean interactive, int columns) {
        this(out, interactive, columns, interactive ? Ansi.AUTO : Ansi.OFF);
    }

    Screen(PrintWriter out, boolean interactive, int columns, Ansi colours) {
        this.out = out;
        this.interactive = interactive;
        this.columns = columns;
        this.colours = colours;
    }

    /** The terminal as the launcher found it: {@code sentistream.columns} is set where standard output is one. */
    public static Screen of(PrintWriter out) {
        int columns = Integer.getInteger("sentistream.columns", 0);
        return new Screen(out, columns > 0, columns > 0 ? Math.max(columns, 60) : 100);
    }

    /** For progress beside results: standard error, a terminal where the launcher found one and set {@code sentistream.progress}. */
    public static Screen ofProgress(PrintWriter err) {
        return new Screen(err, Boolean.getBoolean("sentistream.progress"), 80);
    }

    /** The width in characters. */
    public int columns() {
        return columns;
    }

    /** Whether a terminal shows it. */
    public boolean interactive() {
        return interactive;
    }

    /** A word in a colour, such as {@code red}, where the output is a terminal and {@code NO_COLOR} is not set. */
    public String coloured(String colour, String word) {
        return colours.string("@|" + colour + " " + word + "|@");
    }

    /** Prints a line above the status. */
    public synchronized void line(String text) {
        if (interactive && !status.isEmpty()) {
            out.print(ERASE_LINE);
        }
        out.println(text);
        if (interactive && !status.isEmpty()) {
            out.print(status);
        }
        out.flush();
    }

    /** Prints as much of a line as fits, above the status. */
    public void cutLine(String text) {
        line(Cells.cut(text, columns - 1));
    }

    /** Prints an empty line above the status. */
    public void line() {
        line("");
    }

    /** Replaces the status line. */
    public synchronized void status(String text) {
        if (interactive) {
            status = Cells.cut(text, columns - 1);
            out.print(ERASE_LINE + status);
            out.flush();
        } else if (!lastPlainStatus.plus(BETWEEN_PLAIN_STATUSES).isAfter(Instant.now())) {
            lastPlainStatus = Instant.now();
            out.println(text);
            out.flush();
        }
    }

    /** Takes the status line away. */
    public synchronized void clearStatus() {
        if (interactive && !status.isEmpty()) {
            out.print(ERASE_LINE);
            out.flush();
        }
        status = "";
        lastPlainStatus = Instant.EPOCH;
    }

    /** Whether nobody reads any more, as after {@code | head}. */
    public synchronized boolean closed() {
        return out.checkError();
    }
}
