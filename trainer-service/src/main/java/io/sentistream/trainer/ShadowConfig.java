package io.sentistream.trainer;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How a candidate runs in the shadow of the model that serves.
 *
 * @param share the part of the reviews that it answers too; 0 for no shadow runs
 * @param duration how long at most
 */
public record ShadowConfig(double share, Duration duration) {
    static final String SHARE_KEY = "shadow.share";

    private static final Setting<Double> SHARE = Setting.number(
            SHARE_KEY,
            0.1,
            0,
            1,
            "the part of the reviews that a candidate without enough evidence answers beside the serving model; 0 for none");
    private static final Setting<Duration> DURATION =
            Setting.duration("shadow.duration", "1d", "for how long it does, unless something ends it before");

    /** The keys. */
    static final List<Setting<?>> SETTINGS = List.of(SHARE, DURATION);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    static ShadowConfig of(Settings settings) {
        return new ShadowConfig(settings.get(SHARE), settings.get(DURATION));
    }

    /** Why there are no shadow runs, for people. */
    public static String off() {
        return SHARE_KEY + " is 0 in the trainer's settings, so that no candidate runs in the shadow";
    }
}
