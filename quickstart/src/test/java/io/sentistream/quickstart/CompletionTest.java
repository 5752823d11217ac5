package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in a real bash. */
class CompletionTest {
    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void print() throws IOException {
        Cli completion = Cli.run("completion");
        assertThat(completion.exitCode()).isZero();
        script = Files.writeString(directory.resolve("completion"), completion.out());
    }

    private static String bash(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "bash";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** What bash offers for the last of these words; its builtin 'compopt' works at a prompt alone. */
    private String offered(String... words) throws Exception {
        return bash(
                "-c",
                "source '" + script + "'; compopt() { :; }; COMP_WORDS=('" + String.join("' '", words)
                        + "'); COMP_CWORD="
                        + (words.length - 1) + "; $(complete -p sentistream | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    @Test
    void bashAcceptsTheScript() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
    }

    @Test
    void everyCommandIsOffered() throws Exception {
        assertThat(offered("./sentistream", "").lines())
                .containsAll(Sentistream.commandLine().getSubcommands().keySet());
        assertThat(offered("./sentistream", "mo").lines()).containsExactly("models");
    }

    @Test
    void subcommandsAndOptionsAreOfferedAsWell() throws Exception {
        assertThat(offered("./sentistream", "models", "ro").lines()).containsExactly("rollback");
        assertThat(offered("./sentistream", "evaluate", "--da").lines()).containsExactly("--data");
    }
}
