package io.sentistream.classifier.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks offline that every review has exactly one result, and that the results of a key are in its reviews' order. */
public final class ResultsVerifier {
    private ResultsVerifier() {}

    /**
     * A review or a result.
     *
     * @param key the record's key
     * @param reviewId which review it is or is about; no two reviews share one
     */
    public record Entry(String key, String reviewId) {}

    /**
     * What was found.
     *
     * @param lost reviews without a result
     * @param repeated reviews with several results
     * @param reordered results that come after the result of a later review of the same key
     * @param strange results of no review, or under another key than their review
     */
    public record Findings(List<String> lost, List<String> repeated, List<String> reordered, List<String> strange) {
        /** Whether all is as it should be. */
        public boolean clean() {
            return lost.isEmpty() && repeated.isEmpty() && reordered.isEmpty() && strange.isEmpty();
        }
    }

    /**
     * Compares what was sent with what came out.
     *
     * @param reviews all reviews, those of a key in the order in which they were sent
     * @param results all results, those of a key in the order in which they are read
     */
    public static Findings verify(List<Entry> reviews, List<Entry> results) {
        Map<Entry, Integer> position = new LinkedHashMap<>();
        for (int i = 0; i < reviews.size(); i++) {
            if (position.put(reviews.get(i), i) != null) {
                throw new IllegalArgumentException("the review " + reviews.get(i) + " was sent twice");
            }
        }
        Set<Entry> seen = new LinkedHashSet<>();
        Map<String, Integer> latest = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        List<String> reordered = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        for (Entry result : results) {
            Integer at = position.get(result);
            if (at == null) {
                strange.add(result.reviewId());
            } else if (!seen.add(result)) {
                repeated.add(result.reviewId());
            } else if (latest.merge(result.key(), at, Math::max) > at) {
                reordered.add(result.reviewId());
            }
        }
        List<String> lost = position.keySet().stream()
                .filter(review -> !seen.contains(review))
                .map(Entry::reviewId)
                .toList();
        return new Findings(lost, List.copyOf(repeated), List.copyOf(reordered), List.copyOf(strange));
    }
}
