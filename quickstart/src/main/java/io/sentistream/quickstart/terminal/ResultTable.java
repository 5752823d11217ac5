package io.sentistream.quickstart.terminal;

import io.sentistream.schemas.Sentiment;
import java.util.Locale;
import java.util.Optional;

/** Classified texts as rows of a table. Safe for use by several threads. */
public final class ResultTable {
    private static final int LABEL = 9;
    private static final int BAR = 6;
    private static final int VERSION = 12;
    private static final int ID = 12;
    private static final int FIXED = LABEL + 1 + 5 + 1 + BAR + 1 + 1 + 1 + VERSION + 1;

    private final Screen screen;
    private final boolean ids;
    private final int textWidth;

    /** Rows as wide as the screen. */
    public ResultTable(Screen screen) {
        this(screen, false);
    }

    private ResultTable(Screen screen, boolean ids) {
        this.screen = screen;
        this.ids = ids;
        this.textWidth = Math.max(20, screen.columns() - FIXED - (ids ? ID + 1 : 0) - 1);
    }

    /** Rows with the reviews' ids, to which feedback may refer. */
    public static ResultTable withIds(Screen screen) {
        return new ResultTable(screen, true);
    }

    /** Prints the names of the columns. */
    public void header() {
        screen.line(Cells.fill("label", LABEL) + " " + Cells.fill("score", 5 + 1 + BAR) + "   "
                + Cells.fill("model", VERSION) + " " + id("id") + "text");
    }

    /**
     * Prints a result.
     *
     * @param text the review's own text, as the result need not repeat it
     * @param right whether the label is that of a person, where one is known
     */
    public void row(Sentiment result, String text, Optional<Boolean> right) {
        String mark = right.map(is -> is ? "✓" : "✗").orElse(" ");
        screen.line(Cells.fill(result.getLabel(), LABEL)
                + String.format(Locale.ROOT, " %.3f ", result.getScore())
                + Cells.bar(result.getScore(), BAR)
                + " " + mark + " "
                + Cells.fill(result.getModelVersion(), VERSION)
                + " "
                + id(result.getReviewId())
                + Cells.cut(text, textWidth));
    }

    private String id(String text) {
        return ids ? Cells.fill(text, ID) + " " : "";
    }
}
