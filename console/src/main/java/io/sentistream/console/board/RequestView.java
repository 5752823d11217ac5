package io.sentistream.console.board;

import io.sentistream.schemas.LabelRequest;
import java.util.Map;

/**
 * A review whose label is asked for, as the page shows it.
 *
 * @param label what the model said
 * @param why it is asked for
 * @param place 1 for the one whose label would help most
 */
record RequestView(
        String id,
        String text,
        String label,
        double score,
        Map<String, Double> scores,
        String version,
        String why,
        int place) {
    static RequestView of(LabelRequest request) {
        return new RequestView(
                request.getReviewId(),
                request.getText(),
                request.getLabel(),
                request.getScore(),
                request.getScores(),
                request.getModelVersion(),
                request.getWhy(),
                request.getPlace());
    }
}
