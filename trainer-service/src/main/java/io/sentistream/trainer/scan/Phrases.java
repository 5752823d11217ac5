package io.sentistream.trainer.scan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the phrases that stand in several texts. Longer ones grow from shorter ones that stand in as many, as frequent item
 * sets do (Agrawal and Srikant, "Fast Algorithms for Mining Association Rules", 1994), so that a planted sentence is found
 * whole.
 */
final class Phrases {
    private static final int LONGEST = 8;

    private final List<List<String>> texts;
    private final int fewestTexts;

    private Phrases(List<List<String>> texts, int fewestTexts) {
        this.texts = texts;
        this.fewestTexts = fewestTexts;
    }

    /** The phrases of up to eight words that stand in so many texts or more, each of those that stand in the same ones once, the longest. */
    static List<Phrase> of(List<List<String>> texts, int fewestTexts) {
        return new Phrases(texts, fewestTexts).all();
    }

    private List<Phrase> all() {
        List<Phrase> all = new ArrayList<>();
        Map<String, BitSet> shorter = Map.of();
        for (int length = 1; length <= LONGEST + 1; length++) {
            Set<String> known = shorter.keySet();
            Map<String, BitSet> longer = length <= LONGEST ? ofLength(length, known) : Map.of();
            Set<String> withinLonger = withinAsMany(longer, shorter);
            shorter.forEach((text, rows) -> {
                if (!withinLonger.contains(text)) {
                    all.add(new Phrase(text, rows));
                }
            });
            shorter = longer;
        }
        return all;
    }

    /** Those of so many words, whose beginning and end of one word fewer are known to be frequent. */
    private Map<String, BitSet> ofLength(int length, Set<String> shorter) {
        Map<String, BitSet> found = new HashMap<>();
        for (int row = 0; row < texts.size(); row++) {
            List<String> words = texts.get(row);
            for (int start = 0; start + length <= words.size(); start++) {
                if (length == 1
                        || (shorter.contains(Words.run(words, start, start + length - 1))
                                && shorter.contains(Words.run(words, start + 1, start + length)))) {
                    found.computeIfAbsent(Words.run(words, start, start + length), text -> new BitSet())
                            .set(row);
                }
            }
        }
        found.values().removeIf(rows -> rows.cardinality() < fewestTexts);
        return found;
    }

    /** The shorter ones that stand in the same texts as a longer one with them in it. */
    private static Set<String> withinAsMany(Map<String, BitSet> longer, Map<String, BitSet> shorter) {
        Set<String> within = new HashSet<>();
        longer.forEach((text, rows) -> {
            for (String part : List.of(
                    text.substring(0, Math.max(0, text.lastIndexOf(' '))), text.substring(text.indexOf(' ') + 1))) {
                if (rows.equals(shorter.get(part))) {
                    within.add(part);
                }
            }
        });
        return within;
    }
}
