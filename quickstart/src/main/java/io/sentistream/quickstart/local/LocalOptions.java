package io.sentistream.quickstart.local;

import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a {@link LocalSystem} runs.
 *
 * @param home where models and downloads are kept
 * @param data where the broker's log, the schemas and the checkpoints are kept; a later system goes on with them
 * @param kafkaPort for the broker; 0 for any free one
 * @param registryPort for the schema registry; 0 for any free one
 * @param httpPort for metrics and health; 0 for any free one
 * @param consolePort for the console; 0 for any free one, empty for no console
 * @param trainer settings of the trainer over the defaults
 * @param classifier settings of the classifier over the defaults
 * @param listener follows the trainings, on their thread
 */
public record LocalOptions(
        Path home,
        Path data,
        int kafkaPort,
        int registryPort,
        int httpPort,
        OptionalInt consolePort,
        Map<String, String> trainer,
        Map<String, String> classifier,
        TrainingListener listener) {
    public LocalOptions {
        trainer = Map.copyOf(trainer);
        classifier = Map.copyOf(classifier);
        refuseHttp(trainer);
        refuseHttp(classifier);
    }

    private static void refuseHttp(Map<String, String> settings) {
        settings.forEach((key, value) -> {
            if (key.startsWith("http.")) {
                throw SettingsException.of(
                        key, value, "all parts of this system show metrics and health on one port: give --http-port");
            }
        });
    }
}
