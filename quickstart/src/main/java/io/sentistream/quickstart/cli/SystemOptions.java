package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.local.LocalOptions;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How the commands that start a system start it. */
final class SystemOptions {
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The broker's port on 127.0.0.1 (default: any free one).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The schema registry's port on 127.0.0.1 (default: any free one).")
    private int registryPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of metrics and health on localhost (default: any free one).")
    private int httpPort;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the trainer, such as retrain.labels=20; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    @Option(
            names = "--classifier",
            paramLabel = "KEY=VALUE",
            description = "A setting of the classifier, such as batch.tokens=4096; can be repeated.")
    private Map<String, String> classifier = new LinkedHashMap<>();

    /**
     * The options of a system.
     *
     * @param consolePort for the console, if there is to be one
     * @param trainerDefaults settings of the trainer under those of the user
     */
    LocalOptions local(
            Path home,
            Path data,
            OptionalInt consolePort,
            Map<String, String> trainerDefaults,
            TrainingListener listener) {
        Map<String, String> settings = new HashMap<>(trainerDefaults);
        settings.putAll(trainer);
        return new LocalOptions(
                home, data, kafkaPort, registryPort, httpPort, consolePort, settings, classifier, listener);
    }
}
