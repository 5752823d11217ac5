package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.home.HomeLock;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path home;

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        Cli help = Cli.run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("demo", "up", "down", "reset", "review", "watch", "feedback", "train", "classify", "evaluate")
                .contains("reclassify")
                .contains("0   done", "1   failed", "2   the command was not understood");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "reset",
                "review",
                "watch",
                "feedback",
                "reclassify",
                "train",
                "models",
                "quarantine",
                "quarantine list",
                "quarantine release",
                "classify",
                "evaluate",
                "bench",
                "bench micro-batches",
                "doctor",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        Cli help = Cli.run((command + " --help").split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: sentistream " + command)
                .contains("--help", "Exit codes:", "2   the command was not understood");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Cli.run("--version").out()).matches("sentistream \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void labelsAreOfTheUserWhereNobodyElseIsNamed() {
        var commandLine = Sentistream.commandLine();
        commandLine.parseArgs("feedback", "--label=good", "x");
        var annotator =
                commandLine.getSubcommands().get("feedback").getCommandSpec().findOption("--annotator");

        assertThat((String) annotator.getValue()).isEqualTo(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xyzzy",
                "review",
                "review --id r1 one two",
                "evaluate",
                "bench",
                "classify --jsn",
                "feedback good",
                "feedback --label good",
                "feedback --withdraw",
                "feedback --withdraw --label good x",
                "quarantine",
                "reclassify",
                "reclassify --into again --from yesterday",
                "models export"
            })
    void whatIsNotUnderstoodIsExitCode2AndSaysWhy(String line) {
        Cli misunderstood = Cli.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(misunderstood.exitCode()).isEqualTo(2);
        assertThat(misunderstood.err()).containsAnyOf("Usage: sentistream", "Unknown option: '--jsn'");
        assertThat(misunderstood.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "review x",
                "watch",
                "feedback --label positive x",
                "feedback --label positive --id r1",
                "feedback --withdraw x",
                "quarantine list",
                "quarantine release --all",
                "reclassify --into again --to 2026-11-01T08:30Z",
                "train",
                "models list"
            })
    void withoutARunningSystemTheCommandSaysHowToStartOne(String line) {
        Cli failed = Cli.run(home, line.split(" "));

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).hasLineCount(1).contains("nothing is running on " + home, "sentistream up");
    }

    @Test
    void anAddressWhereNoKafkaAnswersIsNamed() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        Cli failed = Cli.run("watch", "--bootstrap-servers=127.0.0.1:" + closed, "--registry=http://127.0.0.1:1");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("sentistream: no Kafka answers at 127.0.0.1:" + closed + "\n");
    }

    @Test
    void downWithNothingToStopIsFine() {
        Cli down = Cli.run(home, "down");

        assertThat(down.exitCode()).isZero();
        assertThat(down.out()).contains("Nothing is running on " + home);
    }

    @Test
    void resetDeletesTheDataAloneAndOnlyWhenConfirmed() throws IOException {
        Path record = Files.createFile(
                Files.createDirectories(home.resolve("data/local/kafka")).resolve("0.log"));
        Path model = Files.createDirectories(home.resolve("models/starter"));

        Cli unconfirmed = Cli.reading("no\n", home, "reset");
        assertThat(unconfirmed.exitCode()).isEqualTo(1);
        assertThat(unconfirmed.err()).contains("reset --yes");
        assertThat(record).exists();

        assertThat(Cli.reading("yes\n", home, "reset").exitCode()).isZero();
        assertThat(record).doesNotExist();
        assertThat(model).exists();
        assertThat(Cli.run(home, "reset", "--yes").exitCode()).isZero();
    }

    @Test
    void resetRefusesUnderARunningSystem() {
        HomeLock lock = new Home(home).lock();
        try {
            Cli refused = Cli.run(home, "reset", "--yes");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("is running on " + home);
        } finally {
            lock.close();
        }
    }

    @Test
    void stackTracesAreForThoseWhoAsk() {
        assertThat(Cli.run(home, "watch").err()).doesNotContain("\tat ");
        assertThat(Cli.run(home, "watch", "--verbose").err()).contains("CommandFailed", "\tat ");
    }
}
