package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.inference.Embedded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the reference of a model. */
public final class References {
    private static final int LEAST_ROWS = 2;

    private References() {}

    /**
     * The reference of what a model says of texts like those that it learned from.
     *
     * @param texts none of which it was trained on; their distances needn't be known
     * @return empty where there are too few
     */
    public static Optional<Reference> of(List<Embedded> texts) {
        if (texts.size() < LEAST_ROWS) {
            return Optional.empty();
        }
        int hidden = texts.get(0).cls().length;
        List<Float> mean = new ArrayList<>(hidden);
        List<Float> deviation = new ArrayList<>(hidden);
        for (int i = 0; i < hidden; i++) {
            int at = i;
            double middle =
                    texts.stream().mapToDouble(text -> text.cls()[at]).average().orElseThrow();
            double squares = texts.stream()
                    .mapToDouble(text -> Math.pow(text.cls()[at] - middle, 2))
                    .sum();
            mean.add((float) middle);
            deviation.add((float) Math.sqrt(squares / (texts.size() - 1)));
        }
        Map<Feature, List<Double>> values = new EnumMap<>(Feature.class);
        Reference moments = new Reference(texts.size(), mean, deviation, Map.of());
        for (Embedded text : texts) {
            Map<Feature, Double> observed =
                    Observation.of(text.comparedWith(moments).classification()).values();
            observed.forEach((feature, value) -> values.computeIfAbsent(feature, missing -> new ArrayList<>())
                    .add(value));
        }
        return Optional.of(new Reference(texts.size(), mean, deviation, values));
    }
}
