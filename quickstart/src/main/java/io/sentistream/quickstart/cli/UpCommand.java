package io.sentistream.quickstart.cli;

import io.sentistream.classifier.model.ModelListener;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.home.HomeLock;
import io.sentistream.quickstart.home.RunningSystem;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.progress.ProgressLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything in one process until it is told to stop. */
@Command(
        name = "up",
        description =
                "Start Kafka, the schema registry, trainer, classifier and console, and stay up. What it keeps is there again"
                        + " at the next start.",
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    private static final Duration MODEL_WITHIN = Duration.ofHours(24);

    @Mixin
    private SystemOptions system;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of the console's page on 127.0.0.1 (default: any free one).")
    private int consolePort;

    @Option(
            names = "--json",
            description = "One JSON object a line: up (console, bootstrapServers, registry, status, model, data, log,"
                    + " seconds) once it is; then serving (a version), or refused (one) and reason, at each swap.")
    private boolean json;

    @Mixin
    private Context context;

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Integer call() throws InterruptedException {
        Home home = context.home();
        Screen screen = json ? context.progress() : context.screen();
        try (HomeLock lock = home.lock()) {
            Path log = context.logToFile(Logging.QUIET, "up");
            Instant begun = Instant.now();
            try (LocalSystem local = LocalSystem.start(
                    system.local(
                            home.directory(),
                            home.data(),
                            OptionalInt.of(consolePort),
                            Map.of(),
                            new ProgressLines(screen::line)),
                    stage -> screen.status(stage + " …"))) {
                Runtime.getRuntime().addShutdownHook(new Thread(local::close, "down"));
                new RunningSystem(
                                ProcessHandle.current().pid(),
                                local.cluster().bootstrapServers(),
                                local.cluster().registry())
                        .write(home);
                screen.status("waiting for the first model …");
                String version = local.awaitModel(MODEL_WITHIN);
                local.addModelListener(json ? new JsonSwaps(context.out()) : new Swaps(screen));
                screen.clearStatus();
                Duration took = Duration.between(begun, Instant.now());
                if (json) {
                    print(Map.of("up", addresses(local, home, log, version, took)), context.out());
                } else {
                    tell(screen, local, home, log, version, took);
                }
                Optional<String> failure = local.awaitEnd();
                if (failure.isPresent()) {
                    throw new CommandFailed(failure.get() + " (" + log + ")");
                }
                return 0;
            } finally {
                RunningSystem.delete(home);
            }
        }
    }

    private static void tell(Screen screen, LocalSystem local, Home home, Path log, String version, Duration took) {
        screen.line("Sentistream is up, after " + took.toSeconds() + " s.");
        screen.line();
        local.console().ifPresent(url -> screen.line("  console           " + url));
        screen.line("  Kafka             " + local.cluster().bootstrapServers());
        screen.line("  schema registry   " + local.cluster().registry());
        screen.line("  metrics, health   " + local.status() + "/metrics, /livez, /readyz");
        screen.line("  model             " + version);
        screen.line("  data              " + home.data());
        screen.line("  log               " + log);
        screen.line();
        screen.line("In another terminal:");
        screen.line();
        screen.line("  ./sentistream review \"It does what it promises.\"");
        screen.line("  ./sentistream watch");
        screen.line("  ./sentistream feedback --label negative --id ID");
        screen.line("  ./sentistream train --wait");
        screen.line("  ./sentistream models list");
        screen.line();
        screen.line("Ctrl-C here, or ./sentistream down, stops it; the data stay.");
        screen.line();
    }

    private static Map<String, Object> addresses(
            LocalSystem local, Home home, Path log, String version, Duration took) {
        Map<String, Object> object = new LinkedHashMap<>();
        local.console().ifPresent(url -> object.put("console", url));
        object.put("bootstrapServers", local.cluster().bootstrapServers());
        object.put("registry", local.cluster().registry());
        object.put("status", local.status());
        object.put("model", version);
        object.put("data", home.data().toString());
        object.put("log", log.toString());
        object.put("seconds", took.toSeconds());
        return object;
    }

    private static void print(Map<String, ?> object, PrintWriter out) {
        out.println(SentimentJson.write(object));
        out.flush();
    }

    /** Tells a program of each swap. */
    private record JsonSwaps(PrintWriter out) implements ModelListener {
        @Override
        public void serving(ServingModel model) {
            print(Map.of("serving", model.getVersion()), out);
        }

        @Override
        public void refused(ServingModel model, String reason) {
            Map<String, String> object = new LinkedHashMap<>();
            object.put("refused", model.getVersion());
            object.put("reason", reason);
            print(object, out);
        }
    }

    /** Tells of each swap. */
    private record Swaps(Screen screen) implements ModelListener {
        @Override
        public void serving(ServingModel model) {
            screen.line(model.getVersion() + " serves now");
        }

        @Override
        public void refused(ServingModel model, String reason) {
            screen.line(model.getVersion() + " is refused, the model before serves on: " + reason);
        }
    }
}
