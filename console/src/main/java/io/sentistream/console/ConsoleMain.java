package io.sentistream.console;

import io.sentistream.schemas.config.ServiceLogging;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The console as a program of its own. */
@Command(
        name = "sentistream-console",
        description = "Serves the console's page until it is told to stop. Settings come from the file, then from"
                + " environment variables such as SENTISTREAM_CONSOLE_HTTP_PORT, then from the command line.",
        mixinStandardHelpOptions = true)
public final class ConsoleMain implements Callable<Integer> {
    static {
        ServiceLogging.choose();
    }

    private static final Logger log = LoggerFactory.getLogger(ConsoleMain.class);

    @Option(names = "--config", paramLabel = "FILE", description = "a properties file of settings")
    private Path file;

    @Parameters(paramLabel = "KEY=VALUE", description = "settings, such as http.port=8080")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private ConsoleMain() {}

    /** Exits with 1 where the port can't be had, and 2 for settings that can't be. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new ConsoleMain());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return failure instanceof SettingsException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConsoleConfig config = ConsoleConfig.of(Settings.layer(
                Optional.ofNullable(file), ConsoleConfig.ENVIRONMENT_PREFIX, System.getenv(), overrides));
        CountDownLatch stopped = new CountDownLatch(1);
        ConsoleService service = ConsoleService.start(config);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            stopped.countDown();
                        },
                        "stop"));
        log.info(
                "The console of the line {} is at {} and works with {}",
                config.line(),
                service.url(),
                config.connection());
        stopped.await();
        return CommandLine.ExitCode.OK;
    }
}
