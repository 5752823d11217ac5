package io.sentistream.trainer;

import io.sentistream.operations.program.ServiceProcess;
import io.sentistream.operations.program.SettingsOptions;
import io.sentistream.trainer.progress.ProgressLines;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the trainer of a serving line until it is told to stop. */
@Command(name = RunCommand.NAME, description = "Runs the trainer of a serving line.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    /** The exit code where another trainer has taken the line over. */
    private static final int STOPPED = 3;

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() throws InterruptedException {
        TrainerConfig config =
                TrainerConfig.of(options.layered(TrainerConfig.ENVIRONMENT_PREFIX, TrainerConfig.SETTINGS));
        log.info("The trainer of the line {} works with {}", config.line(), config.connection());
        Optional<String> failure = ServiceProcess.run(
                config.operations(),
                config.connection(),
                meters -> new TrainerService(config, new ProgressLines(log::info), meters));
        failure.ifPresent(System.err::println);
        return failure.isPresent() ? STOPPED : 0;
    }
}
