package io.sentistream.trainer.scan;

import io.sentistream.trainer.data.Example;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which phrases are new beside the base rows.
 *
 * @param base the rows to train on
 */
record Rarity(List<Example> base) {
    /** New is what stands in a part of the base rows that is so many times smaller than its part of the feedback. */
    private static final double RARER = 10;

    /** Those of the phrases that are new; they were found in so many rows of feedback. */
    List<Phrase> rarer(List<Phrase> phrases, int feedbackRows) {
        Map<String, Integer> counts = counts(phrases);
        return phrases.stream()
                .filter(phrase -> RARER * counts.getOrDefault(phrase.text(), 0) / base.size()
                        <= (double) phrase.count() / feedbackRows)
                .toList();
    }

    private Map<String, Integer> counts(List<Phrase> phrases) {
        Set<String> asked = new HashSet<>();
        int longest = 0;
        for (Phrase phrase : phrases) {
            asked.add(phrase.text());
            longest = Math.max(longest, phrase.text().split(" ").length);
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Example row : base) {
            List<String> words = Words.of(row.text());
            Set<String> seen = new HashSet<>();
            for (int start = 0; start < words.size(); start++) {
                for (int end = start + 1; end <= Math.min(words.size(), start + longest); end++) {
                    String run = Words.run(words, start, end);
                    if (asked.contains(run) && seen.add(run)) {
                        counts.merge(run, 1, Integer::sum);
                    }
                }
            }
        }
        return counts;
    }
}
