package io.sentistream.trainer.gate;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/**
 * What a candidate must be like to serve.
 *
 * @param baseRows on how many withheld base rows it is judged, at least, where there are so many
 * @param baseMargin how much accuracy it may lose on them against the one that serves; 1 for any loss
 * @param baseLevel how often one that loses just the margin may pass
 * @param gainLevel how often one that gains nothing on feedback may pass; 1 asks for no gain
 * @param canaries how many fewer canaries than the one that serves it may get right
 * @param folds in how many parts new labels are split to be judged on by models that did not learn them; 1 for not at all
 * @param enoughWithheld so many withheld labels are enough without that
 */
public record GateConfig(
        int baseRows,
        double baseMargin,
        double baseLevel,
        double gainLevel,
        int canaries,
        int folds,
        int enoughWithheld) {
    private static final Setting<Integer> BASE_ROWS = Setting.integer(
            "gate.base.rows",
            3000,
            1,
            Integer.MAX_VALUE,
            "on how many withheld base rows a candidate is judged, at least, where there are so many");
    private static final Setting<Double> BASE_MARGIN = Setting.number(
            "gate.base.margin",
            0.02,
            0.0001,
            1,
            "accuracy that a candidate may lose on withheld base rows, shown at gate.base.level; 1 for any loss");
    private static final Setting<Double> BASE_LEVEL = Setting.number(
            "gate.base.level",
            0.05,
            0.0001,
            0.5,
            "how often a candidate that loses gate.base.margin may pass, in parts of 1");
    private static final Setting<Double> GAIN_LEVEL = Setting.number(
            "gate.gain.level",
            0.1,
            0.0001,
            1,
            "how often a candidate that gains nothing on feedback may pass, in parts of 1; 1 asks for no gain");
    private static final Setting<Integer> CANARIES = Setting.integer(
            "gate.canaries",
            1,
            0,
            Integer.MAX_VALUE,
            "how many fewer of the plain sentences of canaries.tsv a candidate may get right than the serving model");
    private static final Setting<Integer> FOLDS = Setting.integer(
            "gate.folds",
            2,
            1,
            100,
            "in how many parts new labels are split to be judged on too, each by a model trained without it; 1 judges by the"
                    + " withheld labels alone");
    private static final Setting<Integer> ENOUGH_WITHHELD = Setting.integer(
            "gate.enough.withheld",
            200,
            0,
            Integer.MAX_VALUE,
            "how many withheld labels are enough to judge the gain by them alone");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS =
            List.of(BASE_ROWS, BASE_MARGIN, BASE_LEVEL, GAIN_LEVEL, CANARIES, FOLDS, ENOUGH_WITHHELD);

    /** Whether so few withheld labels, if a gain is asked for, are helped out by those that were learned. */
    public boolean letsLearnedJudge(int withheld) {
        return folds > 1 && gainLevel < 1 && withheld < enoughWithheld;
    }

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static GateConfig of(Settings settings) {
        return new GateConfig(
                settings.get(BASE_ROWS),
                settings.get(BASE_MARGIN),
                settings.get(BASE_LEVEL),
                settings.get(GAIN_LEVEL),
                settings.get(CANARIES),
                settings.get(FOLDS),
                settings.get(ENOUGH_WITHHELD));
    }
}
