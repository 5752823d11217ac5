package io.sentistream.classifier.label;

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
    /** The key of feedback that has an id or a text. */
    static LabelledKey of(Feedback feedback) {
        String id = feedback.getReviewId();
        return new LabelledKey(
                id == null || id.isBlank() ? new NormalisedText(feedback.getText()).sha256() : id,
                feedback.getAnnotator());
    }

    /** The key as the topic has it: a JSON array of both, for ids and names may hold any separator. */
    byte[] bytes() {
        return JsonSerde.write(List.of(review, annotator));
    }

    /** The same as text. */
    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** A text of its own for what the same label says of the shadow's answer. */
    String ofShadow() {
        return new String(JsonSerde.write(List.of(review, annotator, "shadow")), StandardCharsets.UTF_8);
    }

    /** What the texts of all keys of a review begin with, and those of no other review. */
    static String prefix(String review) {
        String alone = new String(JsonSerde.write(List.of(review)), StandardCharsets.UTF_8);
        return alone.substring(0, alone.length() - 1) + ",";
    }
}
