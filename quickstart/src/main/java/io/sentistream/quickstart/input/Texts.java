package io.sentistream.quickstart.input;

import io.sentistream.quickstart.CommandFailed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts as they are given on a command line. */
public final class Texts {
    private Texts() {}

    /**
     * The texts themselves; where one is {@code -} alone, the lines of standard input in UTF-8, of which blank ones are passed
     * over.
     *
     * @throws CommandFailed if {@code -} stands beside others, or standard input holds no text
     */
    public static List<String> of(List<String> arguments) {
        if (!arguments.contains("-")) {
            return arguments;
        }
        if (arguments.size() > 1) {
            throw new CommandFailed("'-' stands for the lines of standard input: give it alone, without other texts");
        }
        List<String> lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new CommandFailed("standard input, for which '-' stands, holds no texts; give one a line");
        }
        return lines;
    }
}
