package io.sentistream.quickstart.doctor;

/**
 * What a check found.
 *
 * @param check what was looked at, in a word
 * @param outcome how it is
 * @param what what was seen, in one line
 * @param fix what a person can do; empty where all is well
 */
public record Finding(String check, Outcome outcome, String what, String fix) {
    public Finding {
        what = oneLine(what);
        fix = oneLine(fix);
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Outcome.OK, what, "");
    }

    static Finding warning(String check, String what, String fix) {
        return new Finding(check, Outcome.WARNING, what, fix);
    }

    static Finding failed(String check, String what, String fix) {
        return new Finding(check, Outcome.FAILED, what, fix);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
