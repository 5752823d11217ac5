package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has, and what they lead to. */
final class Context {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli's own
    private boolean help;

    @Option(names = "--verbose", description = "Show the news of all parts, and stack traces of errors.")
    private boolean verbose;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where data, models and logs lie (default: $SENTISTREAM_HOME, else ~/.sentistream).")
    private Path home;

    /** The directory of the user's data. */
    Home home() {
        return home == null ? Home.ofUser() : new Home(home.toAbsolutePath());
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    Screen screen() {
        return Screen.of(out());
    }

    /** Where progress is shown beside results that a program may read. */
    Screen progress() {
        return Screen.ofProgress(err());
    }

    /** Starts logging: this much on standard error, unless the user asked for all. */
    void log(Logging level) {
        (verbose ? Logging.VERBOSE : level).start();
    }

    /** Starts logging to a file of {@link Home#logs()} too. */
    Path logToFile(Logging level, String name) {
        Path file = home().logs().resolve(name + ".log");
        (verbose ? Logging.VERBOSE : level).start(file);
        return file;
    }
}
