package io.sentistream.trainer.replay;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/**
 * What is replayed beside new labels.
 *
 * @param olderRows the most feedback rows that were learned from before
 * @param baseRatio base rows for each feedback row, new and older
 * @param withheldFeedback the part of feedback that is withheld for judging, by a hash of its text
 * @param servingWeight the part of the loss that {@link CorrectedAnswers} have; 0 for labels alone
 * @param servingLabels as how many labels the serving model counts: of the way to what n labels teach, a candidate goes
 *     {@code n / (n + servingLabels)}; 0 for the whole way
 */
public record ReplayConfig(
        int olderRows, double baseRatio, double withheldFeedback, double servingWeight, int servingLabels) {
    private static final Setting<Integer> OLDER_ROWS = Setting.integer(
            "replay.older.rows", 1000, 0, Integer.MAX_VALUE, "the most older feedback rows replayed beside new ones");
    private static final Setting<Double> BASE_RATIO =
            Setting.number("replay.base.ratio", 1, 0, 1000, "base rows replayed for each feedback row");
    private static final Setting<Double> WITHHELD_FEEDBACK = Setting.number(
            "withheld.feedback", 0.2, 0, 0.9, "the part of feedback withheld for judging; don't raise it later");
    private static final Setting<Double> SERVING_WEIGHT = Setting.number(
            "replay.serving.weight",
            0.5,
            0,
            1,
            "how much a candidate is held to what the serving model says, right or corrected; 0 for labels alone");
    private static final Setting<Integer> SERVING_LABELS = Setting.integer(
            "replay.serving.labels",
            100,
            0,
            Integer.MAX_VALUE,
            "as how many labels the serving model counts: of the way to what n labels teach, a candidate goes n / (n + this)");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS =
            List.of(OLDER_ROWS, BASE_RATIO, WITHHELD_FEEDBACK, SERVING_WEIGHT, SERVING_LABELS);

    /** The part of the way to what so many labels teach that a candidate goes. */
    public double partOfTheWay(int labels) {
        return labels / ((double) labels + servingLabels);
    }

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static ReplayConfig of(Settings settings) {
        return new ReplayConfig(
                settings.get(OLDER_ROWS),
                settings.get(BASE_RATIO),
                settings.get(WITHHELD_FEEDBACK),
                settings.get(SERVING_WEIGHT),
                settings.get(SERVING_LABELS));
    }
}
