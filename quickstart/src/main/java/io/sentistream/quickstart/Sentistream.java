package io.sentistream.quickstart;

import io.sentistream.quickstart.cli.BenchCommand;
import io.sentistream.quickstart.cli.ClassifyCommand;
import io.sentistream.quickstart.cli.CompletionCommand;
import io.sentistream.quickstart.cli.DemoCommand;
import io.sentistream.quickstart.cli.DoctorCommand;
import io.sentistream.quickstart.cli.DownCommand;
import io.sentistream.quickstart.cli.EvaluateCommand;
import io.sentistream.quickstart.cli.FeedbackCommand;
import io.sentistream.quickstart.cli.ModelsCommand;
import io.sentistream.quickstart.cli.QuarantineCommand;
import io.sentistream.quickstart.cli.ReclassifyCommand;
import io.sentistream.quickstart.cli.ResetCommand;
import io.sentistream.quickstart.cli.ReviewCommand;
import io.sentistream.quickstart.cli.TrainCommand;
import io.sentistream.quickstart.cli.UpCommand;
import io.sentistream.quickstart.cli.WatchCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line. */
@Command(
        name = "sentistream",
        mixinStandardHelpOptions = true,
        versionProvider = Sentistream.Version.class,
        description = "A Kafka streaming sentiment classifier that keeps learning.",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; one line on standard error says why", "2:the command was not understood"},
        footerHeading = "%n",
        footer = {
            "Data, models and logs lie in $SENTISTREAM_HOME (~/.sentistream by default).",
            "'sentistream COMMAND --help' tells more of a command; 'demo' is a good first one."
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            ReviewCommand.class,
            WatchCommand.class,
            FeedbackCommand.class,
            ReclassifyCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            QuarantineCommand.class,
            ClassifyCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        })
public final class Sentistream implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        commandLine.setOut(utf8(FileDescriptor.out));
        commandLine.setErr(utf8(FileDescriptor.err));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        System.exit(exitCode);
    }

    /** The command line with all its commands, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sentistream());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(new OneLineErrors());
        commandLine.getSubcommands().values().forEach(Sentistream::tellExitCodes);
        return commandLine;
    }

    /** All commands end with the same exit codes, and each one's help says so. */
    private static void tellExitCodes(CommandLine command) {
        UsageMessageSpec all = command.getCommandSpec().root().usageMessage();
        command.getCommandSpec().usageMessage().exitCodeListHeading(all.exitCodeListHeading());
        command.getCommandSpec().usageMessage().exitCodeList(all.exitCodeList());
        command.getSubcommands().values().forEach(Sentistream::tellExitCodes);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            Properties properties = new Properties();
            try (InputStream in = Sentistream.class.getResourceAsStream("version.properties")) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("can't read the version", e);
            }
            return new String[] {"sentistream " + properties.getProperty("version")};
        }
    }
}
