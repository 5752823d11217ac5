package io.sentistream.quickstart.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.inference.Embedded;
import io.sentistream.trainer.drift.Observation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a model said of a labelled text.
 *
 * @param features of the text
 * @param right whether the model's label is the text's
 */
public record Output(Map<Feature, Double> features, boolean right) {
    public Output {
        features = Map.copyOf(features);
    }

    static Output of(Embedded text, boolean right) {
        return new Output(Observation.of(text.classification()).values(), right);
    }

    /** What the detectors of these features see of it. */
    Observation observation(Set<Feature> seen) {
        Map<Feature, Double> some = new EnumMap<>(features);
        some.keySet().retainAll(seen);
        return new Observation(some);
    }
}
