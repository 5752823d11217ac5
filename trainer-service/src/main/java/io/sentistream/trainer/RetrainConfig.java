package io.sentistream.trainer;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * When a retraining starts by itself, and when one that failed is tried again.
 *
 * @param labels at so many new labels
 * @param after or so long after the first new one; a failed training is tried again after as long
 */
public record RetrainConfig(int labels, Duration after) {
    private static final Setting<Integer> LABELS =
            Setting.integer("retrain.labels", 100, 1, Integer.MAX_VALUE, "retrain at so many new labels");
    private static final Setting<Duration> AFTER = Setting.duration(
            "retrain.after",
            "10m",
            "or so long after the first new label; one that failed is tried again after as long");

    /** The keys. */
    static final List<Setting<?>> SETTINGS = List.of(LABELS, AFTER);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    static RetrainConfig of(Settings settings) {
        return new RetrainConfig(settings.get(LABELS), settings.get(AFTER));
    }
}
