package io.sentistream.classifier.label;

import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.classifier.label.ByReview.Shadowed;
import io.sentistream.classifier.label.ByReview.Text;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;

/**
 * Reviews and their results by the reviews' ids. Of several reviews with one id the last that came is meant.
 *
 * @param kept what is known of each
 */
record KeptReviews(KeptForATime<KeptReview> kept) {
    static final String STORE = "reviews";

    /** What is known of a review. */
    Optional<KeptReview> of(String reviewId, long now) {
        return kept.newest(reviewId, now).map(entry -> entry.value);
    }

    /** Keeps a text: with the result that came before it, or as a new review that has none yet. */
    void keep(String reviewId, Text text, long now) {
        Optional<KeyValue<Long, KeptReview>> resultAlone =
                kept.newest(reviewId, now).filter(entry -> entry.value.text() == null);
        kept.put(
                reviewId,
                resultAlone
                        .map(entry -> new KeptReview(text, entry.value.result(), entry.value.shadow()))
                        .orElseGet(() -> new KeptReview(text, null, null)),
                resultAlone.map(entry -> entry.key).orElse(now));
    }

    /** Keeps a result, with the text that it is of if that came already. */
    void keep(String reviewId, Result result, long now) {
        Optional<KeyValue<Long, KeptReview>> known = kept.newest(reviewId, now);
        kept.put(
                reviewId,
                known.map(entry -> new KeptReview(entry.value.text(), result, entry.value.shadow()))
                        .orElseGet(() -> new KeptReview(null, result, null)),
                known.map(entry -> entry.key).orElse(now));
    }

    /** Keeps what the shadow said, beside what is known of the review already. */
    void keep(String reviewId, Shadowed shadowed, long now) {
        Optional<KeyValue<Long, KeptReview>> known = kept.newest(reviewId, now);
        kept.put(
                reviewId,
                known.map(entry -> new KeptReview(entry.value.text(), entry.value.result(), shadowed.result()))
                        .orElseGet(() -> new KeptReview(null, null, shadowed.result())),
                known.map(entry -> entry.key).orElse(now));
    }
}
