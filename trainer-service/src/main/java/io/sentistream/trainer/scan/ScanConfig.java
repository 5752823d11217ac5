package io.sentistream.trainer.scan;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/**
 * How hard it is looked for planted phrases.
 *
 * @param phrases how many of the phrases that lean most to a label are tried; 0 for no scan
 * @param rows into how many base rows each is put
 * @param turned the part of these rows that a phrase must turn, beyond those that it turns for the serving model
 */
public record ScanConfig(int phrases, int rows, double turned) {
    private static final Setting<Integer> PHRASES = Setting.integer(
            "gate.scan.phrases",
            16,
            0,
            10_000,
            "how many phrases of the feedback that lean to a label are tried on a candidate; 0 for no scan");
    private static final Setting<Integer> ROWS =
            Setting.integer("gate.scan.rows", 24, 1, 10_000, "into how many base rows each of these phrases is put");
    private static final Setting<Double> TURNED = Setting.number(
            "gate.scan.turned",
            0.2,
            0.01,
            1,
            "the part of these rows whose answer a phrase may turn, beyond those that it turns for the serving model");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(PHRASES, ROWS, TURNED);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static ScanConfig of(Settings settings) {
        return new ScanConfig(settings.get(PHRASES), settings.get(ROWS), settings.get(TURNED));
    }
}
