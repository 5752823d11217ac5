package io.sentistream.classifier.label;

import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import java.util.List;

/**
 * What of a review or a result is needed when feedback on it comes.
 *
 * @param reviewId names the review
 */
record Needed(String reviewId, ByReview news) {
    /**
     * What is needed of a review.
     *
     * @throws RejectedException if it has no text, so that there will be no result of it, or no id to ask for it by
     */
    static Needed of(Review review) throws RejectedException {
        if (review.getText().isBlank()) {
            throw new RejectedException(Reason.BLANK_TEXT, "the review's text is blank");
        }
        return named(review.getId(), new ByReview.Text(review.getText(), review.getSource()));
    }

    /**
     * What is needed of a result.
     *
     * @throws RejectedException if the review has no id to ask for it by
     */
    static Needed of(Sentiment result) throws RejectedException {
        return named(result.getReviewId(), said(result));
    }

    /**
     * What is needed of a shadow's result.
     *
     * @throws RejectedException if the review has no id to ask for it by
     */
    static Needed ofShadow(Sentiment result) throws RejectedException {
        return named(result.getReviewId(), new ByReview.Shadowed(said(result)));
    }

    private static ByReview.Result said(Sentiment result) {
        return new ByReview.Result(
                result.getLabel(),
                List.copyOf(result.getScores().keySet()),
                result.getModelVersion(),
                result.getSource());
    }

    private static Needed named(String reviewId, ByReview news) throws RejectedException {
        if (reviewId.isBlank()) {
            throw new RejectedException(Reason.MALFORMED, "the review has no id");
        }
        return new Needed(reviewId, news);
    }
}
