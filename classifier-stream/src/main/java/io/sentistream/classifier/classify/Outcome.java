package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.classifier.input.Rejection;
import io.sentistream.schemas.Review;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of a review: a result, or a dead letter. */
sealed interface Outcome {
    /** The model's answer. */
    record Classified(Review review, Classification classification, List<String> labels, String modelVersion)
            implements Outcome {
        /** The probability of each label. */
        Map<String, Double> scores() {
            Map<String, Double> byLabel = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                byLabel.put(labels.get(i), classification.scores().get(i));
            }
            return byLabel;
        }
    }

    /** The record can't be classified. */
    record Rejected(Rejection rejection) implements Outcome {}
}
