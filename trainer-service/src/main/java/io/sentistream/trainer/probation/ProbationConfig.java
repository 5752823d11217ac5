package io.sentistream.trainer.probation;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How long a promoted model is compared with the one before it, and what rolls it back by itself.
 *
 * @param duration for how long; zero for no probation
 * @param margin how much accuracy it may lose
 * @param level how often one that loses no more than that may be rolled back
 * @param labels the fewest labels that are counted before it can be
 * @param annotators the fewest annotators, none of whom counts for more than an equal part of these
 * @param spared the part of the annotators without whose labels the loss must be shown too
 */
public record ProbationConfig(
        Duration duration, double margin, double level, int labels, int annotators, double spared) {
    private static final Setting<Duration> DURATION = Setting.duration(
            "probation.duration",
            "1d",
            "for how long a promoted model is compared with the one before, which stays loaded; 0 for no probation");
    private static final Setting<Double> MARGIN = Setting.number(
            "probation.margin",
            0.02,
            0,
            0.5,
            "accuracy on new labels that a promoted model may lose; when more is shown to be lost it is rolled back");
    private static final Setting<Double> LEVEL = Setting.number(
            "probation.level",
            0.005,
            0.000001,
            0.5,
            "how often a model that loses no more than probation.margin may be rolled back, in parts of 1");
    private static final Setting<Integer> LABELS = Setting.integer(
            "probation.labels", 50, 1, Integer.MAX_VALUE, "the fewest labels that roll a promoted model back");
    private static final Setting<Integer> ANNOTATORS = Setting.integer(
            "probation.annotators",
            5,
            1,
            Integer.MAX_VALUE,
            "the fewest annotators that roll a promoted model back; each counts for at most an equal part of so many");
    private static final Setting<Double> SPARED = Setting.number(
            "probation.spared",
            0.25,
            0,
            0.5,
            "the part of the annotators, those who show most of the loss, without whom it must be shown: as many may be hostile");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(DURATION, MARGIN, LEVEL, LABELS, ANNOTATORS, SPARED);

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static ProbationConfig of(Settings settings) {
        return new ProbationConfig(
                settings.get(DURATION),
                settings.get(MARGIN),
                settings.get(LEVEL),
                settings.get(LABELS),
                settings.get(ANNOTATORS),
                settings.get(SPARED));
    }

    /** The evidence that rolls a model back. */
    public double enough() {
        return 1 / level;
    }
}
