package io.sentistream.console;

import io.sentistream.console.http.HttpConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the console runs.
 *
 * @param connection how Kafka and the registry are reached
 * @param http where the page is served
 * @param line the serving line that is shown
 * @param user whose name labels and requests bear
 * @param history how far back results are read at the start
 * @param retrainLabels at how many new labels the trainer retrains
 */
public record ConsoleConfig(
        Connection connection, HttpConfig http, String line, String user, Duration history, int retrainLabels) {
    /** What the console's environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "SENTISTREAM_CONSOLE_";

    private static final Setting<String> LINE =
            Setting.text("serving.line", "default", "the serving line whose models are shown");
    private static final Setting<String> USER =
            Setting.text("user", "console", "whose name labels and requests bear; one name has one label for a review");
    private static final Setting<Duration> HISTORY = Setting.duration(
            "history", "15m", "how far back results are read at the start, 20,000 of each partition at most");
    private static final Setting<Integer> RETRAIN_LABELS = Setting.integer(
            "retrain.labels", 100, 1, Integer.MAX_VALUE, "the trainer's retrain.labels, so that the page can count");

    /** Every key of the console. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    Connection.SETTINGS, HttpConfig.SETTINGS, List.of(LINE, USER, HISTORY, RETRAIN_LABELS))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /**
     * The configuration of these keys; what is not given has its default.
     *
     * @throws io.sentistream.schemas.config.SettingsException if a value is wrong or a key is not known; all mistakes are
     *     told at once
     */
    public static ConsoleConfig of(Map<String, String> given) {
        Settings settings = Settings.read(SETTINGS, ClientKeys.plain(), given);
        return new ConsoleConfig(
                Connection.of(settings),
                HttpConfig.of(settings),
                settings.get(LINE),
                settings.get(USER),
                settings.get(HISTORY),
                settings.get(RETRAIN_LABELS));
    }
}
