package io.sentistream.schemas;

/** How the topic {@code models} tells of the candidate that runs beside the serving model of a line, in its shadow. */
public final class Shadow {
    private Shadow() {}

    /** The key under which a line's shadow is announced; no line has such a name itself. */
    public static String key(String line) {
        return line + "/shadow";
    }

    /** Whether what was announced under that key runs; else it has ended, and its reason says why. */
    public static boolean runs(ServingModel announced) {
        return announced.getShare() > 0;
    }
}
