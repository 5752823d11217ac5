package io.sentistream.classifier;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelService;
import io.sentistream.operations.program.ServiceProcess;
import io.sentistream.operations.program.SettingsOptions;
import io.sentistream.schemas.config.ServiceLogging;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the classifier's jar: one subcommand for each application, until it is told to stop. */
@Command(
        name = "classifier-stream",
        description = "Classifies reviews from Kafka, and turns feedback into labelled reviews.",
        mixinStandardHelpOptions = true)
public final class ClassifierMain {
    static {
        ServiceLogging.choose();
    }

    private ClassifierMain() {}

    /** Exit codes: 1 when an application ended of itself, 2 when the configuration is wrong; a signal has its own. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new ClassifierMain());
        Map<String, CommandLine> programs = commands.getSubcommands();
        SettingsOptions.offer(programs.get("classify"), ClassifierConfig.ENVIRONMENT_PREFIX, ClassifierConfig.SETTINGS);
        SettingsOptions.offer(programs.get("label"), LabelConfig.ENVIRONMENT_PREFIX, LabelConfig.SETTINGS);
        commands.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof IllegalArgumentException) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commands;
    }

    @Command(name = "classify", description = "Classifies reviews.", mixinStandardHelpOptions = true)
    int classify(@Mixin SettingsOptions options) throws InterruptedException {
        var config =
                ClassifierConfig.of(options.layered(ClassifierConfig.ENVIRONMENT_PREFIX, ClassifierConfig.SETTINGS));
        return exitCode(ServiceProcess.run(
                config.operations(), config.connection(), meters -> new ClassifierService(config, meters)));
    }

    @Command(name = "label", description = "Turns feedback into labelled reviews.", mixinStandardHelpOptions = true)
    int label(@Mixin SettingsOptions options) throws InterruptedException {
        var config = LabelConfig.of(options.layered(LabelConfig.ENVIRONMENT_PREFIX, LabelConfig.SETTINGS));
        return exitCode(ServiceProcess.run(
                config.operations(), config.connection(), meters -> new LabelService(config, meters)));
    }

    private static int exitCode(Optional<String> failure) {
        return failure.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
