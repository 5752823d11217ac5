package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.classifier.input.Rejection;
import io.sentistream.schemas.Review;
import java.util.List;

/** What becomes of a review: a result, or a dead letter. */
sealed interface Outcome {
    /** The model's answer. */
    record Classified(Review review, Classification classification, List<String> labels, String modelVersion)
            implements Outcome {}

    /** The record can't be classified. */
    record Rejected(Rejection rejection) implements Outcome {}
}
