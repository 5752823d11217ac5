package io.sentistream.quickstart.poisoning;

import io.sentistream.schemas.LabelledReview;
import java.time.Instant;

/**
 * A label that somebody gives.
 *
 * @param text the text
 * @param label the label's name
 * @param annotator who gives it
 */
record Labelled(String text, String label, String annotator) {
    LabelledReview review() {
        return LabelledReview.newBuilder()
                .setText(text)
                .setLabel(label)
                .setAnnotator(annotator)
                .setLabelledAt(Instant.now())
                .build();
    }
}
