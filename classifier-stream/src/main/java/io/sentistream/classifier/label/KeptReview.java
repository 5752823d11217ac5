package io.sentistream.classifier.label;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.classifier.label.ByReview.Text;
import java.util.Optional;

/** What is known of a review: its text, its result, or both; the other is null until it comes. */
record KeptReview(Text text, Result result) {
    /** Where the review comes from, if either said. */
    @JsonIgnore
    Optional<String> source() {
        return Optional.ofNullable(text)
                .map(Text::source)
                .or(() -> Optional.ofNullable(result).map(Result::source));
    }
}
