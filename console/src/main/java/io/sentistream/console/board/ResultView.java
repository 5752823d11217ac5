package io.sentistream.console.board;

import io.sentistream.schemas.Sentiment;
import java.util.Map;

/**
 * A result as the page shows it.
 *
 * @param text null where results don't repeat it
 * @param at when it was classified, in ms since 1970
 * @param latencyMillis from the review's timestamp to its classification
 */
public record ResultView(
        String id,
        String text,
        String label,
        double score,
        Map<String, Double> scores,
        String version,
        boolean truncated,
        String source,
        long at,
        long latencyMillis) {

    static ResultView of(Sentiment result, long reviewTimestamp) {
        long at = result.getClassifiedAt().toEpochMilli();
        return new ResultView(
                result.getReviewId(),
                result.getText(),
                result.getLabel(),
                result.getScore(),
                result.getScores(),
                result.getModelVersion(),
                result.getTruncated(),
                result.getSource(),
                at,
                Math.max(0, at - reviewTimestamp));
    }
}
