package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.Sentiment;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a result tells of its text.
 *
 * @param values those that are known
 */
public record Observation(Map<Feature, Double> values) {
    public Observation {
        values = Map.copyOf(values);
    }

    /** That of a result on the stream. */
    static Observation of(Sentiment result) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        values.put(Feature.CONFIDENCE, result.getScore());
        if (result.getTokens() != null) {
            values.put(Feature.LENGTH, (double) result.getTokens());
        }
        if (result.getUnknownRate() != null) {
            values.put(Feature.UNKNOWN_RATE, result.getUnknownRate());
        }
        if (result.getDistance() != null) {
            values.put(Feature.DISTANCE, result.getDistance());
        }
        return new Observation(values);
    }

    /** That of a model's answer. */
    public static Observation of(Classification answer) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        values.put(Feature.CONFIDENCE, answer.score());
        values.put(Feature.LENGTH, (double) answer.features().tokens());
        values.put(Feature.UNKNOWN_RATE, answer.features().unknownRate());
        answer.features().distance().ifPresent(distance -> values.put(Feature.DISTANCE, distance));
        return new Observation(values);
    }
}
