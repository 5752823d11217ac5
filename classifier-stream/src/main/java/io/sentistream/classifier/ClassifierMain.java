package io.sentistream.classifier;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelService;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.schemas.config.ServiceLogging;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the classifier's jar: one subcommand for each application, until it is told to stop. */
@Command(
        name = "classifier-stream",
        description = "Classifies reviews from Kafka, and turns feedback into labelled reviews.",
        mixinStandardHelpOptions = true)
public final class ClassifierMain {
    static {
        ServiceLogging.choose();
    }

    private static final Logger log = LoggerFactory.getLogger(ClassifierMain.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MS = 500;

    /** Where the settings come from. */
    private static final class Source {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "A properties file; the environment and KEY=VALUE arguments beat it.")
        private Path file;

        @Parameters(paramLabel = "KEY=VALUE", description = "Settings, such as bootstrap.servers=broker:9092.")
        private Map<String, String> overrides = new LinkedHashMap<>();

        Map<String, String> layered(String prefix) {
            return Settings.layer(Optional.ofNullable(file), prefix, System.getenv(), overrides);
        }
    }

    private ClassifierMain() {}

    /** Exit codes: 1 when an application ended of itself, 2 when the configuration is wrong; a signal has its own. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new ClassifierMain());
        commands.getSubcommands()
                .forEach((name, command) -> command.getCommandSpec()
                        .usageMessage()
                        .footerHeading("%nSettings:%n")
                        .footer(help(name.equals("classify") ? ClassifierConfig.SETTINGS : LabelConfig.SETTINGS)));
        commands.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof SettingsException || failure instanceof IllegalArgumentException) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commands;
    }

    @Command(name = "classify", description = "Classifies reviews.", mixinStandardHelpOptions = true)
    int classify(@CommandLine.Mixin Source source) throws InterruptedException {
        var config = ClassifierConfig.of(source.layered(ClassifierConfig.ENVIRONMENT_PREFIX));
        var service = new ClassifierService(config);
        return run(service::start, service::state, service::close);
    }

    @Command(name = "label", description = "Turns feedback into labelled reviews.", mixinStandardHelpOptions = true)
    int label(@CommandLine.Mixin Source source) throws InterruptedException {
        var config = LabelConfig.of(source.layered(LabelConfig.ENVIRONMENT_PREFIX));
        var service = new LabelService(config);
        return run(service::start, service::state, service::close);
    }

    /** Runs until the JVM is told to stop, or the service has ended of itself. */
    private static int run(Runnable start, Supplier<ServiceState> state, Predicate<Duration> close)
            throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    if (!close.test(CLOSE_WITHIN)) {
                        log.warn("Not all was committed in {} s; it is done again", CLOSE_WITHIN.toSeconds());
                    }
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        start.run();
        while (!stopped.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            if (state.get() == ServiceState.FAILED) {
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static String[] help(List<Setting<?>> settings) {
        return settings.stream()
                .map(setting -> String.format(
                        "  %-28s %s%s",
                        setting.key(),
                        setting.meaning(),
                        setting.defaultText().isEmpty() ? "" : " [" + setting.defaultText() + "]"))
                .toArray(String[]::new);
    }
}
