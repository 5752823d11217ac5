package io.sentistream.operations.program;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a service is watched and stopped.
 *
 * @param host the address to serve metrics and health on
 * @param port the port; 0 for any free one, and none to serve nothing
 * @param shutdownTimeout how long a stop may take
 */
public record OperationsConfig(String host, Optional<Integer> port, Duration shutdownTimeout) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final Setting<String> HOST = Setting.text(
            "http.host", "localhost", "the address that serves /metrics, /livez and /readyz; 0.0.0.0 in a container");
    private static final Setting<Optional<Integer>> PORT = Setting.integer(
                    "http.port",
                    0,
                    0,
                    65_535,
                    "the port that serves them; 0 for any free one; by default nothing is served")
            .optional();
    private static final Setting<Duration> SHUTDOWN_TIMEOUT = Setting.duration(
            "shutdown.timeout",
            "30s",
            "how long a stop may take: what is at hand is finished and committed, or else done again after the next start");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(HOST, PORT, SHUTDOWN_TIMEOUT);

    public OperationsConfig {
        if (shutdownTimeout.compareTo(LEAST) < 0) {
            throw SettingsException.of(
                    SHUTDOWN_TIMEOUT.key(), shutdownTimeout.toMillis(), "give " + LEAST.toMillis() + " ms or more");
        }
    }

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static OperationsConfig of(Settings settings) {
        return new OperationsConfig(settings.get(HOST), settings.get(PORT), settings.get(SHUTDOWN_TIMEOUT));
    }
}
