package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;

/**
 * Which feedback is withheld for judging, by a hash of its normalised text: the same text falls on the same side each
 * time, whoever sends it, so that no model is judged on what it or an ancestor trained on. Safe for use by several
 * threads.
 *
 * @param withheldPart the part that is withheld, 0 to 1; raising it later would judge on rows that were trained on
 */
public record FeedbackSplit(double withheldPart) {
    /** Whether a text is withheld from training. */
    public boolean withholds(String text) {
        long first52Bits = Long.parseLong(new NormalisedText(text).sha256().substring(0, 13), 16);
        return first52Bits * 0x1.0p-52 < withheldPart;
    }

    /** Into which of so many folds a text falls, 0 to {@code folds - 1}; whether it is withheld has no part in it. */
    public static int fold(String text, int folds) {
        return (int) (Long.parseLong(new NormalisedText(text).sha256().substring(13, 26), 16) % folds);
    }
}
