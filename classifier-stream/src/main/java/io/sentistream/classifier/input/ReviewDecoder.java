package io.sentistream.classifier.input;

import io.sentistream.schemas.Review;

/** Reads the values of the topic {@code reviews}. Used by one thread. */
@FunctionalInterface
public interface ReviewDecoder {
    /**
     * Decodes a review.
     *
     * @throws RejectedException if the record is no review
     * @throws UnavailableException if that can't be told, because the registry doesn't answer
     */
    Review decode(RawRecord record) throws RejectedException;
}
