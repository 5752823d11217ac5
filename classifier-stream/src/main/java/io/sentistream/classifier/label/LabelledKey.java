package io.sentistream.classifier.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.NormalisedText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the topic {@code labelled} keeps one label for: a review and an annotator.
 *
 * @param review the review's id, or the hash of its normalised text where it has none
 * @param annotator who labelled it
 */
record LabelledKey(String review, String annotator) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The key of feedback that has an id or a text. */
    static LabelledKey of(Feedback feedback) {
        String id = feedback.getReviewId();
        return new LabelledKey(
                id == null || id.isBlank() ? new NormalisedText(feedback.getText()).sha256() : id,
                feedback.getAnnotator());
    }

    /** The key as the topic has it: a JSON array of both, for ids and names may hold any separator. */
    byte[] bytes() {
        try {
            return JSON.writeValueAsString(List.of(review, annotator)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two strings are always JSON", e);
        }
    }
}
