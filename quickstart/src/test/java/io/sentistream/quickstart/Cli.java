package io.sentistream.quickstart;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs a command in this JVM and captures what it prints. */
record Cli(int exitCode, String out, String err) {
    /** A command that uses this home. */
    static Cli run(Path home, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home=" + home);
        return run(all.toArray(String[]::new));
    }

    /** A command that reads this from standard input. */
    static Cli reading(String input, Path home, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(home, arguments);
        } finally {
            System.setIn(before);
        }
    }

    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Sentistream.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        return new Cli(exitCode, out.toString(), err.toString());
    }
}
