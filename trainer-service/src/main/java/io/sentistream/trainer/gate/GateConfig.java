package io.sentistream.trainer.gate;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/**
 * What a candidate must be like to serve.
 *
 * @param maxBaseLoss how much accuracy it may lose on withheld base rows against the one that serves, 0 to 1
 * @param minFeedbackGain how much accuracy it must gain on withheld feedback, as the mean over the labels;
 *     negative to allow a loss. Feedback of one label alone never passes
 * @param minFeedbackRows with fewer withheld feedback rows, those are not judged on
 * @param baseRows how many of the withheld base rows are judged on, at most
 */
public record GateConfig(double maxBaseLoss, double minFeedbackGain, int minFeedbackRows, int baseRows) {
    private static final Setting<Double> MAX_BASE_LOSS = Setting.number(
            "gate.max.base.loss", 0.02, 0, 1, "accuracy that a candidate may lose on withheld base rows, 0 to 1");
    private static final Setting<Double> MIN_FEEDBACK_GAIN = Setting.number(
            "gate.min.feedback.gain",
            0,
            -1,
            1,
            "accuracy that a candidate must gain on withheld feedback, as the mean over the labels");
    private static final Setting<Integer> MIN_FEEDBACK_ROWS = Setting.integer(
            "gate.min.feedback.rows", 10, 1, Integer.MAX_VALUE, "with fewer withheld feedback rows they don't count");
    private static final Setting<Integer> BASE_ROWS = Setting.integer(
            "gate.base.rows", 1500, 1, Integer.MAX_VALUE, "the most withheld base rows that are judged on");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS =
            List.of(MAX_BASE_LOSS, MIN_FEEDBACK_GAIN, MIN_FEEDBACK_ROWS, BASE_ROWS);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static GateConfig of(Settings settings) {
        return new GateConfig(
                settings.get(MAX_BASE_LOSS),
                settings.get(MIN_FEEDBACK_GAIN),
                settings.get(MIN_FEEDBACK_ROWS),
                settings.get(BASE_ROWS));
    }
}
