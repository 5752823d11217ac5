package io.sentistream.classifier.label;

import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.runtime.StreamsOptions;
import io.sentistream.operations.program.OperationsConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the application {@code label} runs.
 *
 * @param connection how Kafka and the registry are reached
 * @param streams how the application runs
 * @param operations how it is watched and stopped
 * @param format how reviews are written
 * @param retention how long reviews and results are kept for feedback by id
 * @param feedbackWait how long feedback waits for its review
 * @param partitions of the application's own topics and stores
 */
public record LabelConfig(
        Connection connection,
        StreamsOptions streams,
        OperationsConfig operations,
        ReviewFormat format,
        Duration retention,
        Duration feedbackWait,
        int partitions) {
    /** What the application's environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "SENTISTREAM_LABEL_";

    /** The application's id, and so its consumer group, unless another is set. */
    public static final String DEFAULT_APPLICATION_ID = "sentistream-label";

    private static final Setting<Duration> RETENTION = Setting.duration(
            "review.retention", "7d", "how long reviews and their results are kept for feedback by id");
    private static final Setting<Duration> WAIT = Setting.duration(
            "feedback.wait", "10m", "how long feedback by id waits for its review before it is a dead letter");
    private static final Setting<Integer> PARTITIONS = Setting.integer(
            "store.partitions",
            4,
            1,
            1_000,
            "partitions of what is kept by review id; never change it for an application id");

    private static final List<Setting<?>> OWN = List.of(ReviewFormat.SETTING, RETENTION, WAIT, PARTITIONS);

    /** Every key of the application. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    Connection.SETTINGS,
                    StreamsOptions.settings(DEFAULT_APPLICATION_ID),
                    OWN,
                    OperationsConfig.SETTINGS)
            .flatMap(List::stream)
            .toList();

    /** Checks that feedback can wait for what is kept. */
    public LabelConfig {
        if (retention.compareTo(feedbackWait) < 0 || retention.isZero()) {
            throw SettingsException.of(
                    RETENTION.key(),
                    retention.toMillis(),
                    "feedback waits for " + WAIT.key() + "=" + feedbackWait.toMillis()
                            + ", so keep reviews for as long or longer");
        }
    }

    /**
     * The configuration of these keys; what is not given has its default.
     *
     * @throws io.sentistream.schemas.config.SettingsException if a value is wrong or a key is not known; all mistakes are
     *     told at once
     */
    public static LabelConfig of(Map<String, String> given) {
        Settings settings = Settings.read(SETTINGS, StreamsOptions.clientKeys(), given);
        return new LabelConfig(
                Connection.of(settings),
                StreamsOptions.of(settings),
                OperationsConfig.of(settings),
                settings.get(ReviewFormat.SETTING),
                settings.get(RETENTION),
                settings.get(WAIT),
                settings.get(PARTITIONS));
    }
}
