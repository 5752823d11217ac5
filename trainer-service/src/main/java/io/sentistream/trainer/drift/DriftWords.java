package io.sentistream.trainer.drift;

import io.sentistream.schemas.Drifting;
import java.util.Locale;

/** Says a change in words that a person can act on. */
final class DriftWords {
    private DriftWords() {}

    /**
     * What has changed, and what to do.
     *
     * @param asked whether people are asked for labels
     */
    static String of(Change change, String version, boolean asked) {
        return what(change, change.comparedWithStream() ? "before" : "in what " + version + " learned from") + " "
                + advice(change, asked);
    }

    private static String what(Change change, String where) {
        double recent = median(change.recent());
        double reference = median(change.reference());
        return switch (change.what()) {
            case LENGTH ->
                format(
                        "Reviews are %s: half of the last %d have more than %.0f word pieces, %.0f %s.",
                        compared(recent, reference, "longer", "shorter", "of other lengths"),
                        change.recent().rows(),
                        recent,
                        reference,
                        where);
            case UNKNOWN_RATE ->
                format(
                        "The model can't read %.2f %% of the word pieces of the last %d reviews, %.2f %% %s.",
                        100 * change.recent().mean(),
                        change.recent().rows(),
                        100 * change.reference().mean(),
                        where);
            case CONFIDENCE ->
                format(
                        "The model is %s: its mean confidence in the last %d reviews is %.1f %%, %.1f %% %s.",
                        compared(
                                change.recent().mean(),
                                change.reference().mean(),
                                "more certain",
                                "less certain",
                                "certain of other reviews"),
                        change.recent().rows(),
                        100 * change.recent().mean(),
                        100 * change.reference().mean(),
                        where);
            case DISTANCE ->
                format(
                        "The last %d reviews look %s to the model: half are further than %.2f from the middle of what it"
                                + " learned from, %.2f %s.",
                        change.recent().rows(),
                        compared(recent, reference, "more unusual", "more usual", "different"),
                        recent,
                        reference,
                        where);
            case ACCURACY ->
                format(
                        "People agree with the model less often: in %.0f %% of the last %d labels, %.0f %% of the %d before.",
                        100 * change.recent().mean(),
                        change.recent().rows(),
                        100 * change.reference().mean(),
                        change.reference().rows());
            case UNKNOWN -> "";
        };
    }

    private static String advice(Change change, boolean asked) {
        if (asked) {
            return "Label the reviews that are asked for: from enough labels a better model is trained.";
        }
        return change.comparedWithStream() && change.what() != Drifting.ACCURACY
                ? "Look at some of them: if the model is wrong, label them."
                : "Label some of them: from enough labels a better model is trained.";
    }

    private static double median(Change.Part part) {
        return part.quartiles().isEmpty() ? part.mean() : part.quartiles().get(1);
    }

    private static String compared(double recent, double reference, String more, String less, String other) {
        return recent > reference ? more : recent < reference ? less : other;
    }

    private static String format(String words, Object... values) {
        return String.format(Locale.ROOT, words, values);
    }
}
