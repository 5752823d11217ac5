package io.sentistream.quickstart.local;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.classifier.label.LabelService;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.console.ConsoleConfig;
import io.sentistream.console.ConsoleService;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.operations.http.Monitoring;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Candidates;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.TrainerService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in this process, but for the schema registry, which is a process of its own beside it. Safe for use by
 * several threads.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalSystem.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    // In the order of their start; they are closed in the reverse order.
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Monitoring monitoring;
    private final String status;
    private final SchemaRegistryProcess registry;
    private final Cluster cluster;
    private final LabelService label;
    private final ClassifierService classifier;
    private final TrainerService trainer;
    private final Optional<ConsoleService> console;
    private final Instant begun = Instant.now();
    private volatile boolean closed;

    /**
     * Starts all parts; the model is awaited by {@link #awaitModel}.
     *
     * @param stage is told what is being started
     * @throws CommandFailed naming the port, if one that was asked for is taken, or saying what else didn't start
     * @throws io.sentistream.schemas.config.SettingsException if a setting is wrong
     */
    public static LocalSystem start(LocalOptions options, Consumer<String> stage) {
        try {
            return new LocalSystem(options, stage);
        } catch (IllegalStateException | KafkaException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    private LocalSystem(LocalOptions options, Consumer<String> stage) {
        boolean started = false;
        try {
            stage.accept("starting Kafka");
            EmbeddedBroker broker = opened(EmbeddedBroker.start(options.data().resolve("kafka"), options.kafkaPort()));
            stage.accept("starting the schema registry");
            registry = opened(SchemaRegistryProcess.start(options.data().resolve("registry"), options.registryPort()));
            cluster = new Cluster(broker.bootstrapServers(), registry.url());
            TrainerConfig trainerConfig = TrainerConfig.of(trainerSettings(options));
            trainerConfig.connection().prepare();
            stage.accept("starting classifier and trainer");
            monitoring = opened(new Monitoring());
            MeterRegistry meters = monitoring.meters();
            trainer = opened(new TrainerService(trainerConfig, options.listener(), meters));
            label = opened(
                    new LabelService(LabelConfig.of(streamsSettings(options.data(), reviewFormat(options))), meters));
            classifier = opened(new ClassifierService(
                    ClassifierConfig.of(streamsSettings(options.data(), options.classifier())), meters));
            status = monitoring.serve(
                    "localhost",
                    options.httpPort(),
                    trainerConfig.connection(),
                    List.of(classifier::health, label::health, trainer::health));
            trainer.start();
            label.start();
            classifier.start();
            console = options.consolePort().isPresent()
                    ? Optional.of(opened(ConsoleService.start(ConsoleConfig.of(
                            consoleSettings(options, trainerConfig.retrain().labels())))))
                    : Optional.empty();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** How clients reach the broker and the registry. */
    public Cluster cluster() {
        return cluster;
    }

    /** Where metrics and health are, such as {@code http://localhost:8080}. */
    public String status() {
        return status;
    }

    /** The console's address, if there is one. */
    public Optional<String> console() {
        return console.map(ConsoleService::url);
    }

    /** Tells the listener what becomes of announced models from now on, on the classifier's loading thread. */
    public void addModelListener(ModelListener listener) {
        classifier.addListener(listener);
    }

    /**
     * Waits until a model serves and all parts work.
     *
     * @return the version that serves
     * @throws CommandFailed if a part ended, the first model can't be had, or it takes longer than this
     */
    public String awaitModel(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        try (Candidates candidates = Candidates.fromBeginning(cluster)) {
            while (!classifier.ready() || !label.ready()) {
                candidates.nextNow().filter(this::isOurFirstModelFailed).ifPresent(failed -> {
                    throw new CommandFailed("the first model can't be had: " + failed.getReason());
                });
                failure().ifPresent(reason -> {
                    throw new CommandFailed(reason);
                });
                if (Instant.now().isAfter(deadline)) {
                    throw new CommandFailed("no model serves after " + patience.toMinutes() + " min: the classifier is "
                            + classifier.state() + ", the log says more");
                }
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        }
        return classifier.servingVersion().orElseThrow();
    }

    /** The version that serves, if any does yet. */
    public Optional<String> servingVersion() {
        return classifier.servingVersion();
    }

    /**
     * Waits until a part ends of itself, or all is closed.
     *
     * @return which part ended; empty where all was closed
     */
    public Optional<String> awaitEnd() throws InterruptedException {
        Optional<String> failure = failure();
        while (!closed && failure.isEmpty()) {
            Thread.sleep(LOOK_EVERY.toMillis());
            failure = failure();
        }
        return closed ? Optional.empty() : failure;
    }

    /** Finishes what is at hand and stops all parts; the data stay. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) { // as AutoCloseable declares
                log.warn("A part could not be stopped", e);
            }
        }
    }

    private Optional<String> failure() {
        if (classifier.state() == ServiceState.FAILED) {
            return Optional.of("the classifier has ended; the log says why");
        }
        if (label.state() == ServiceState.FAILED) {
            return Optional.of("the application that reads feedback has ended; the log says why");
        }
        if (!registry.isAlive()) {
            return Optional.of("the schema registry has ended; its log is " + registry.logFile());
        }
        return trainer.failure().map(reason -> "the trainer has ended: " + reason);
    }

    private boolean isOurFirstModelFailed(ModelVersion made) {
        return made.getVerdict() == Verdict.FAILED
                && made.getParent() == null
                && made.getCreatedAt().isAfter(begun);
    }

    private Map<String, String> trainerSettings(LocalOptions options) {
        Map<String, String> settings = connection();
        settings.put("home", options.home().toString());
        settings.put("store.directory", options.data().resolve("checkpoints").toString());
        settings.putAll(options.trainer());
        return settings;
    }

    private Map<String, String> consoleSettings(LocalOptions options, int retrainLabels) {
        Map<String, String> settings = connection();
        settings.put("http.port", Integer.toString(options.consolePort().orElseThrow()));
        settings.put("retrain.labels", Integer.toString(retrainLabels));
        settings.put("user", System.getProperty("user.name"));
        return settings;
    }

    private Map<String, String> streamsSettings(Path data, Map<String, String> over) {
        Map<String, String> settings = connection();
        settings.put("state.dir", data.resolve("streams").toString());
        settings.putAll(over);
        return settings;
    }

    /** Both applications read the reviews. */
    private static Map<String, String> reviewFormat(LocalOptions options) {
        String key = ReviewFormat.SETTING.key();
        return options.classifier().containsKey(key)
                ? Map.of(key, options.classifier().get(key))
                : Map.of();
    }

    private Map<String, String> connection() {
        return new HashMap<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.registry()));
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
