package io.sentistream.classifier.classify;

import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.classify.Outcome.Rejected;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.model.Model;
import io.sentistream.schemas.Review;
import java.util.Optional;

/** A record that was polled and not yet processed, with what is already known of it. Used by one thread. */
final class Polled {
    private final RawRecord raw;
    private Review review;
    private EncodedText encoded;
    private Model encodedFor;
    private Outcome outcome;
    private boolean shadowAsked;
    private Classified shadow;

    Polled(RawRecord raw) {
        this.raw = raw;
    }

    RawRecord raw() {
        return raw;
    }

    /** The review, or null before it was {@linkplain #decode decoded}. */
    Review review() {
        return review;
    }

    /**
     * Decodes what is not yet decoded, and says whether there is a review to classify; else its outcome is settled.
     *
     * @throws io.sentistream.classifier.input.UnavailableException if the registry doesn't answer
     */
    boolean decode(ReviewDecoder decoder) {
        try {
            if (review == null && outcome == null) {
                Review decoded = decoder.decode(raw);
                if (decoded.getText().isBlank()) {
                    throw new RejectedException(Reason.BLANK_TEXT, "the review's text is blank; send one with words");
                }
                review = decoded;
            }
        } catch (RejectedException e) {
            outcome(new Rejected(e.rejection()));
        }
        return review != null;
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

    /** Whether the shadow was asked, or needs to be asked no more. */
    boolean shadowAsked() {
        return shadowAsked;
    }

    /** What the shadow said, if it was asked and could. */
    Optional<Classified> shadow() {
        return Optional.ofNullable(shadow);
    }

    void shadow(Classified said) {
        this.shadow = said;
        this.shadowAsked = true;
    }

    /** The shadow was asked, and has no answer. */
    void withoutShadow() {
        this.shadowAsked = true;
    }
}
