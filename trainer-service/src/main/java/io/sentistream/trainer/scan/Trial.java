package io.sentistream.trainer.scan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a phrase did to answers when it was put into base rows.
 *
 * @param phrase its words
 * @param label the name of the label
 * @param neutral whether it leans to no label
 * @param rows rows of feedback that it stands in
 * @param leaning those of them that have the label
 * @param tried base rows of other labels that both models get right
 * @param turned those of them to which the candidate gives the label once the phrase is in them
 * @param turnedBefore those of them to which the serving model does
 * @param examples a few of the rows of feedback that it stands in
 */
public record Trial(
        String phrase,
        String label,
        boolean neutral,
        int rows,
        int leaning,
        int tried,
        int turned,
        int turnedBefore,
        List<String> examples) {
    private static final int SHOWN = 60;

    /** Whether the phrase stands in a text. */
    public boolean standsIn(String text) {
        return (" " + String.join(" ", Words.of(text)) + " ").contains(" " + phrase + " ");
    }

    /** The part of the rows that it turned for the candidate beyond those that it turned for the serving model. */
    double excess() {
        return (double) (turned - turnedBefore) / tried;
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "\"%s\" turned %d of %d base rows to %s, and %d for the serving model; it stands in %d rows of feedback, %d of"
                        + " them %s: %s",
                phrase,
                turned,
                tried,
                label,
                turnedBefore,
                rows,
                leaning,
                label,
                examples.stream().map(Trial::shown).collect(Collectors.joining(", ")));
    }

    private static String shown(String text) {
        return "\"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\"";
    }
}
