package io.sentistream.bert.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The names of a model's classes, and how text in files and feedback is matched to them.
 *
 * @param names the names by index, as {@code id2label} gives them
 */
public record Labels(List<String> names) {
    public Labels {
        names = List.copyOf(names);
    }

    /**
     * The index of the class that a text names: its name in any case, or its index in digits where no class has such a
     * name. Space around it is ignored.
     *
     * @throws IllegalArgumentException if it names none, or its case leaves open which; the message lists the names
     */
    public int indexOf(String text) {
        String label = text.strip();
        int exact = names.indexOf(label);
        if (exact >= 0) {
            return exact;
        }
        int[] matching = IntStream.range(0, names.size())
                .filter(i -> fold(names.get(i)).equals(fold(label)))
                .toArray();
        if (matching.length == 1) {
            return matching[0];
        }
        int index = matching.length > 1 || !label.matches("[0-9]{1,9}") ? -1 : Integer.parseInt(label);
        if (index < 0 || index >= names.size()) {
            throw new IllegalArgumentException("The label '" + text + "' is none of " + String.join(", ", names)
                    + ". Write one of these, in any case, or its number from 0 to " + (names.size() - 1) + ".");
        }
        return index;
    }

    /** The name of the class that a text names; errors are those of {@link #indexOf}. */
    public String nameOf(String text) {
        return names.get(indexOf(text));
    }

    private static String fold(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
