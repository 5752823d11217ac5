package io.sentistream.bert.inference;

import java.util.OptionalDouble;

/**
 * What is known of a text beside its label.
 *
 * @param tokens the word pieces that were read
 * @param unknownRate the part of them that the vocabulary doesn't have
 * @param distance how far its vector of [CLS], or the mean of those of its windows, is from the model's {@link
 *     io.sentistream.bert.checkpoint.Reference}; empty where the model has none
 */
public record TextFeatures(int tokens, double unknownRate, OptionalDouble distance) {
    /** Of a text of which nothing is known. */
    public static final TextFeatures NONE = new TextFeatures(0, 0, OptionalDouble.empty());
}
