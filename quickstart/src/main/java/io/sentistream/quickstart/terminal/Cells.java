package io.sentistream.quickstart.terminal;

/** Text made to fit a column. */
final class Cells {
    private static final int EIGHTHS = 8;
    private static final String BLOCKS = " ▏▎▍▌▋▊▉█";

    private Cells() {}

    /**
     * At most {@code width} characters on one line, an ellipsis where something was cut. Line breaks, tabs and what a
     * terminal would take for commands become spaces.
     */
    static String cut(String text, int width) {
        String line = printable(text).strip();
        int points = line.codePointCount(0, line.length());
        return points <= width ? line : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** {@link #cut}, filled with spaces to exactly {@code width}. */
    static String fill(String text, int width) {
        String cell = cut(text, width);
        return cell + " ".repeat(width - cell.codePointCount(0, cell.length()));
    }

    /** A bar of {@code width} characters for a part from 0 to 1. */
    static String bar(double part, int width) {
        int eighths = (int) Math.round(Math.max(0, Math.min(1, part)) * width * EIGHTHS);
        String full = "█".repeat(eighths / EIGHTHS);
        String rest = eighths % EIGHTHS == 0 ? "" : BLOCKS.substring(eighths % EIGHTHS, eighths % EIGHTHS + 1);
        return fill(full + rest, width);
    }

    /** The whole text on one line: line breaks, tabs and what a terminal would take for commands become spaces. */
    static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
