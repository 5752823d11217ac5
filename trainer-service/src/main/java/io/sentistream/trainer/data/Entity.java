package io.sentistream.trainer.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An entity in a sentence of tagged words.
 *
 * @param type its type
 * @param start the number of its first word
 * @param end that of the word after its last
 */
public record Entity(String type, int start, int end) {
    private static final String OUTSIDE = "O";

    /**
     * The entities that tags mark, read as conlleval does: {@code B-X} begins one, and so does {@code I-X} that follows no X,
     * be it {@code O}, another type or the beginning of the sentence.
     */
    public static Set<Entity> of(List<String> tags) {
        Set<Entity> entities = new LinkedHashSet<>();
        int start = -1;
        for (int i = 0; i <= tags.size(); i++) {
            String tag = i < tags.size() ? tags.get(i) : OUTSIDE;
            if (start >= 0 && !goesOn(tags.get(i - 1), tag)) {
                entities.add(new Entity(type(tags.get(start)), start, i));
                start = -1;
            }
            if (start < 0 && !tag.equals(OUTSIDE)) {
                start = i;
            }
        }
        return entities;
    }

    /** The same entities, each beginning with {@code B-}. */
    public static List<String> repaired(List<String> tags) {
        List<String> repaired = new ArrayList<>(tags);
        of(tags).forEach(entity -> repaired.set(entity.start(), "B-" + entity.type()));
        return repaired;
    }

    private static boolean goesOn(String before, String tag) {
        return tag.startsWith("I-") && type(before).equals(type(tag));
    }

    /** The type in a tag; none in {@code O}. */
    public static String type(String tag) {
        return tag.equals(OUTSIDE) ? "" : tag.substring(2);
    }
}
