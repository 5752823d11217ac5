package io.sentistream.trainer;

import io.sentistream.schemas.config.ServiceLogging;
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

    /** Exits with 0, 1 for a failure, or 2 for a command line that can't be. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new TrainerMain());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commandLine.execute(arguments));
    }
}
