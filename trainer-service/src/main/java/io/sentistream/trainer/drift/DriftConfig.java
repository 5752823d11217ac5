package io.sentistream.trainer.drift;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/**
 * How sensitive the watch on the stream is, and what follows a change.
 *
 * @param falseAlarmEvery among so many results at most one false alarm is expected of the features together, and among so
 *     many labels one of the accuracy
 * @param requests how many reviews people are asked about
 * @param retrain whether a change asks for a training too
 */
public record DriftConfig(int falseAlarmEvery, int requests, boolean retrain) {
    private static final Setting<Integer> FALSE_ALARM_EVERY = Setting.integer(
            "drift.false.alarm.every",
            1_000_000,
            1_000,
            Integer.MAX_VALUE,
            "expect at most one false alarm in so many results; less notices smaller changes");
    private static final Setting<Integer> REQUESTS = Setting.integer(
            "drift.label.requests", 100, 0, 10_000, "how many reviews to ask people about after a change; 0 for none");
    private static final Setting<Boolean> RETRAIN = Setting.flag(
            "drift.retrain", false, "whether a change starts a training at once, whatever labels there are by then");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(FALSE_ALARM_EVERY, REQUESTS, RETRAIN);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static DriftConfig of(Settings settings) {
        return new DriftConfig(settings.get(FALSE_ALARM_EVERY), settings.get(REQUESTS), settings.get(RETRAIN));
    }
}
