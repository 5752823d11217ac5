package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in a real bash and, where there is one, a real zsh. */
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
        List<String> command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws Exception {
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

    /** What zsh makes of a line at its prompt and a tab. */
    private String inZsh(String line) throws Exception {
        Path driver = Path.of(CompletionTest.class.getResource("complete.zsh").toURI());
        return run(List.of(
                        "zsh",
                        "-f",
                        driver.toString(),
                        script.toString(),
                        Files.createTempFile(directory, "line", "").toString(),
                        line))
                .stripTrailing();
    }

    @Test
    void zshCompletesCommandsOptionsAndFilesAtItsPrompt() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(Path::of)
                        .map(path -> path.resolve("zsh")))
                .anyMatch(Files::isExecutable);
        assertThat(inZsh("./sentistream models pro")).isEqualTo("./sentistream models promote");
        assertThat(inZsh("./sentistream evaluate --da")).isEqualTo("./sentistream evaluate --data");
        Path file = Files.createFile(directory.resolve("reviews.txt"));
        assertThat(inZsh("./sentistream classify " + directory.resolve("revi")))
                .isEqualTo("./sentistream classify " + file);
    }
}
