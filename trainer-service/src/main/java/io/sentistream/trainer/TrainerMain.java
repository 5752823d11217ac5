package io.sentistream.trainer;

import io.sentistream.operations.program.SettingsOptions;
import io.sentistream.schemas.config.ServiceLogging;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.offline.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The trainer's own command line. */
@Command(
        name = "sentistream-trainer",
        description = "Trains sentiment models: as a service, or by hand.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, TrainCommand.class})
public final class TrainerMain {
    static {
        ServiceLogging.choose();
    }

    private TrainerMain() {}

    /** Exits with 0, 1 for a failure, 2 for settings that can't be, or 3 where another trainer has taken the line over. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new TrainerMain());
        SettingsOptions.offer(
                commandLine.getSubcommands().get(RunCommand.NAME),
                TrainerConfig.ENVIRONMENT_PREFIX,
                TrainerConfig.SETTINGS);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return failure instanceof SettingsException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }
}
