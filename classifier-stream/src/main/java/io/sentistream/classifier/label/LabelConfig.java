package io.sentistream.classifier.label;

import io.sentistream.classifier.runtime.StreamsOptions;
import io.sentistream.operations.program.OperationsConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the application {@code label} runs.
 *
 * @param connection how Kafka and the registry are reached
 * @param streams how the application runs
 * @param operations how it is watched and stopped
 */
public record LabelConfig(Connection connection, StreamsOptions streams, OperationsConfig operations) {
    /** What the application's environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "SENTISTREAM_LABEL_";

    /** The application's id, and so its consumer group, unless another is set. */
    public static final String DEFAULT_APPLICATION_ID = "sentistream-label";

    /** Every key of the application. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    Connection.SETTINGS, StreamsOptions.settings(DEFAULT_APPLICATION_ID), OperationsConfig.SETTINGS)
            .flatMap(List::stream)
            .toList();

    /**
     * The configuration of these keys; what is not given has its default.
     *
     * @throws io.sentistream.schemas.config.SettingsException if a value is wrong or a key is not known; all mistakes are
     *     told at once
     */
    public static LabelConfig of(Map<String, String> given) {
        Settings settings = Settings.read(SETTINGS, StreamsOptions.clientKeys(), given);
        return new LabelConfig(Connection.of(settings), StreamsOptions.of(settings), OperationsConfig.of(settings));
    }
}
