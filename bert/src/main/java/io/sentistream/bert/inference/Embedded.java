package io.sentistream.bert.inference;

import io.sentistream.bert.checkpoint.Reference;
import java.util.OptionalDouble;

/**
 * A text as the network sees it.
 *
 * @param classification what the model says of it
 * @param cls its vector of [CLS] after the last layer, [hidden]; the mean where it was read in several windows. Treat as
 *     immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared with another
public record Embedded(Classification classification, float[] cls) {
    /** The same with its distance from a reference. */
    public Embedded comparedWith(Reference reference) {
        TextFeatures features = classification.features();
        return new Embedded(
                classification.with(new TextFeatures(
                        features.tokens(), features.unknownRate(), OptionalDouble.of(reference.distance(cls)))),
                cls);
    }
}
