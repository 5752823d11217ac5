package io.sentistream.classifier.label;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.classifier.label.ByReview.Text;
import java.util.Optional;

/**
 * What is known of a review; null until it comes.
 *
 * @param text what it says
 * @param result what the serving model said of it
 * @param shadow what the candidate in the shadow said of it; for most reviews it says nothing
 */
record KeptReview(Text text, Result result, Result shadow) {
    /** Where the review comes from, if either said. */
    @JsonIgnore
    Optional<String> source() {
        return Optional.ofNullable(text)
                .map(Text::source)
                .or(() -> Optional.ofNullable(result).map(Result::source));
    }
}
