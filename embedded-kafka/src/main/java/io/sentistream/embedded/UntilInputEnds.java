package io.sentistream.embedded;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another program's main class until standard input ends. The process that started it holds the other end, so the
 * program ends with that process however that one ends, and ends in order when the input is closed.
 */
final class UntilInputEnds {

    private UntilInputEnds() {}

    /** The main class to run, then its arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var watcher = new Thread(UntilInputEnds::exitAtEndOfInput, "until-input-ends");
        watcher.setDaemon(true);
        watcher.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // whatever is written is of no meaning
            }
        } catch (IOException e) {
            // the other end is gone, which is all there is to know
        }
        System.exit(0);
    }
}
