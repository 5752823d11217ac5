package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The detectors of all features of one model's results. When one notices a change, what comes next is the new normal for
 * all of them: one change is told once, and the way back is a change too. Used by one thread.
 */
public final class FeatureDetectors {
    private final double alarmsPerValue;
    private final Map<Feature, FeatureDetector> detectors = new EnumMap<>(Feature.class);
    private long seen;
    private long before;
    private boolean settling;

    /**
     * Detectors at the beginning of a model's results.
     *
     * @param reference what to compare with; empty to take the first results for it
     * @param falseAlarmEvery in so many results one false alarm may be expected of all detectors together
     */
    public FeatureDetectors(Optional<Reference> reference, int falseAlarmEvery) {
        alarmsPerValue = 1.0 / falseAlarmEvery / Feature.values().length;
        for (Feature feature : Feature.values()) {
            start(
                    feature,
                    reference.flatMap(
                            known -> Optional.ofNullable(known.values().get(feature))
                                    .map(values -> new Sample(known.rows(), values))));
        }
    }

    /** Takes a result; gives the features whose change is noticed with it. */
    public List<Change> add(Observation observation) {
        seen++;
        List<Change> changes = new ArrayList<>();
        observation
                .values()
                .forEach((feature, value) -> detectors.get(feature).add(value).ifPresent(changes::add));
        if (!changes.isEmpty()) {
            for (Feature feature : Feature.values()) {
                start(feature, Optional.empty());
            }
            before = seen;
            settling = true;
        }
        return changes.stream().sorted((a, b) -> a.what().compareTo(b.what())).toList();
    }

    /** Tells once, when enough has come after a change to compare with it. */
    public boolean settled() {
        boolean settled = settling && seen - before >= FeatureDetector.LONG;
        settling = settling && !settled;
        return settled;
    }

    private void start(Feature feature, Optional<Sample> baseline) {
        detectors.put(feature, new FeatureDetector(feature, baseline, alarmsPerValue));
    }
}
