package io.sentistream.classifier.classify;

import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.model.Model;
import io.sentistream.schemas.Review;

/** A record that was polled and not yet processed, with what is already known of it. Used by one thread. */
final class Polled {
    private final RawRecord raw;
    private Review review;
    private EncodedText encoded;
    private Model encodedFor;
    private Outcome outcome;

    Polled(RawRecord raw) {
        this.raw = raw;
    }

    RawRecord raw() {
        return raw;
    }

    /** The review, or null before it was {@linkplain #decoded decoded}. */
    Review review() {
        return review;
    }

    void decoded(Review decoded) {
        this.review = decoded;
    }

    /** The text as this model reads it; tokenized once a model. */
    EncodedText encodedFor(Model model) {
        if (encodedFor != model) {
            encoded = model.encode(review.getText());
            encodedFor = model;
        }
        return encoded;
    }

    /** What becomes of it, or null while that isn't known. */
    Outcome outcome() {
        return outcome;
    }

    void outcome(Outcome known) {
        this.outcome = known;
        this.encoded = null;
        this.encodedFor = null;
    }
}
