package io.sentistream.trainer;

import io.sentistream.schemas.config.Settings;
import io.sentistream.trainer.progress.ProgressLines;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the trainer of a serving line until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the trainer of a serving line. Settings come from the file, then from environment variables"
                + " such as SENTISTREAM_TRAINER_RETRAIN_LABELS, then from the command line.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** The exit code where another trainer has taken the line over. */
    private static final int STOPPED = 3;

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--config", paramLabel = "FILE", description = "a properties file of settings")
    private Path file;

    @Parameters(paramLabel = "KEY=VALUE", description = "settings, such as retrain.labels=100")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        TrainerConfig config = TrainerConfig.of(Settings.layer(
                Optional.ofNullable(file), TrainerConfig.ENVIRONMENT_PREFIX, System.getenv(), overrides));
        try (TrainerService service = new TrainerService(config, new ProgressLines(log::info))) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            service.start();
            log.info("The trainer of the line {} works with {}", config.line(), config.connection());
            Optional<String> failure = service.awaitStop();
            failure.ifPresent(System.err::println);
            return failure.isPresent() ? STOPPED : 0;
        }
    }
}
