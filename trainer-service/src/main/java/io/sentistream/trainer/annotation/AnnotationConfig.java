package io.sentistream.trainer.annotation;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.List;

/**
 * Which labels may teach.
 *
 * @param window the time that caps are for
 * @param annotatorCap the most texts that one annotator teaches in a window
 * @param annotatorShare the largest part of a window's labels that is one annotator's, where three or more label in it
 * @param annotatorAlways so many labels that part never cuts off
 * @param sourceCap the most labels on reviews of one source in a window
 * @param agreement how sure the votes must make a contested label, above 0.5
 * @param reliability how far from chance (0) to always right (1) an annotator must be, unless shown to be less
 */
public record AnnotationConfig(
        Duration window,
        int annotatorCap,
        double annotatorShare,
        int annotatorAlways,
        int sourceCap,
        double agreement,
        double reliability) {
    private static final Setting<Duration> WINDOW =
            Setting.duration("labels.window", "1d", "the time that the caps on labels are for");
    private static final Setting<Integer> ANNOTATOR_CAP = Setting.integer(
            "labels.annotator.cap",
            2000,
            1,
            Integer.MAX_VALUE,
            "the most labels of one annotator that are learned in labels.window; the rest waits for the next");
    private static final Setting<Double> ANNOTATOR_SHARE = Setting.number(
            "labels.annotator.share",
            0.5,
            0,
            1,
            "the largest part of the labels of a labels.window that is one annotator's, where three or more label; 1 for any");
    private static final Setting<Integer> ANNOTATOR_ALWAYS = Setting.integer(
            "labels.annotator.always",
            500,
            0,
            Integer.MAX_VALUE,
            "so many labels of an annotator in labels.window are never cut off by labels.annotator.share");
    private static final Setting<Integer> SOURCE_CAP = Setting.integer(
            "labels.source.cap",
            10_000,
            1,
            Integer.MAX_VALUE,
            "the most labels on reviews of one source that are learned in labels.window; the rest waits for the next");
    private static final Setting<Double> AGREEMENT = Setting.number(
            "labels.agreement",
            0.7,
            0.5,
            1,
            "how sure the annotators' votes must make a contested label, weighed by their reliability; else it is set aside");
    private static final Setting<Double> RELIABILITY = Setting.number(
            "labels.reliability",
            0.25,
            0,
            1,
            "an annotator shown to be less far from chance (0) to always right (1) than this is set aside; 0 for none");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS =
            List.of(WINDOW, ANNOTATOR_CAP, ANNOTATOR_SHARE, ANNOTATOR_ALWAYS, SOURCE_CAP, AGREEMENT, RELIABILITY);

    /** Checks that there is a window. */
    public AnnotationConfig {
        if (window.toMillis() < 1) {
            throw SettingsException.of(WINDOW.key(), window, "give a time such as 1h or 1d");
        }
    }

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static AnnotationConfig of(Settings settings) {
        return new AnnotationConfig(
                settings.get(WINDOW),
                settings.get(ANNOTATOR_CAP),
                settings.get(ANNOTATOR_SHARE),
                settings.get(ANNOTATOR_ALWAYS),
                settings.get(SOURCE_CAP),
                settings.get(AGREEMENT),
                settings.get(RELIABILITY));
    }
}
