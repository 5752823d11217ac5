package io.sentistream.trainer.scan;

/**
 * A phrase of feedback and a label.
 *
 * @param phrase the phrase
 * @param label the class index
 * @param neutral whether the phrase leans to no label, and is tried to compare with
 * @param leaning how many of its rows have the label
 * @param chance how likely it is to lean so, or more so, without a reason; the smaller, the more suspect
 */
record Suspect(Phrase phrase, int label, boolean neutral, int leaning, double chance) {
    /** The same to compare with. */
    Suspect asNeutral() {
        return new Suspect(phrase, label, true, leaning, chance);
    }
}
