package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the results of the model that serves, and at what people say of them. A model that begins to serve is watched
 * from the beginning: beside what it was made with, or, where a change was told before, beside its own first results, so
 * that one change is not told of each model anew. Used by one thread.
 */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final int falseAlarmEvery;
    private final RecentResults recent = new RecentResults();
    private Optional<ServingModel> serving = Optional.empty();
    private FeatureDetectors features;
    private AccuracyDetector accuracy;
    private boolean changed;
    private Set<String> labels = Set.of();

    Watch(int falseAlarmEvery) {
        this.falseAlarmEvery = falseAlarmEvery;
        begin(Optional.empty());
    }

    /** This model serves. */
    void serves(ServingModel model) {
        boolean other = serving.map(ServingModel::getVersion)
                .filter(model.getVersion()::equals)
                .isEmpty();
        serving = Optional.of(model);
        if (other) {
            begin(changed ? Optional.empty() : reference(model));
        }
    }

    /** A change of what comes was told of this line before. */
    void changedBefore() {
        if (!changed) {
            changed = true;
            begin(Optional.empty());
        }
    }

    /** Takes a result; gives what is noticed with it. */
    List<Change> result(Sentiment result) {
        if (!isOfServing(result.getModelVersion())) {
            return List.of();
        }
        recent.add(result);
        labels = result.getScores().keySet();
        List<Change> changes = features.add(Observation.of(result));
        changed = changed || !changes.isEmpty();
        return changes;
    }

    /** Takes a label that nobody asked for; gives what is noticed with it. */
    Optional<Change> label(LabelledReview label) {
        String said = label.getLabel().strip();
        if (label.getPredictedLabel() == null
                || !isOfServing(label.getModelVersion())
                || labels.stream().noneMatch(said::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return accuracy.add(said.equalsIgnoreCase(label.getPredictedLabel()));
    }

    /** Tells once, when so much has come after a change that a choice among it is better than the one at the change. */
    boolean settled() {
        return features.settled();
    }

    Optional<ServingModel> serving() {
        return serving;
    }

    RecentResults recent() {
        return recent;
    }

    private boolean isOfServing(String version) {
        return serving.isPresent() && serving.get().getVersion().equals(version);
    }

    private void begin(Optional<Reference> reference) {
        features = new FeatureDetectors(reference, falseAlarmEvery);
        accuracy = new AccuracyDetector(falseAlarmEvery);
        recent.clear();
    }

    private static Optional<Reference> reference(ServingModel model) {
        try {
            Optional<Reference> reference = Reference.in(Path.of(model.getUri()));
            if (reference.isEmpty()) {
                log.info(
                        "{} has no {}: its first {} results are what later ones are compared with",
                        model.getVersion(),
                        Reference.NAME,
                        FeatureDetector.LONG);
            }
            return reference;
        } catch (CheckpointException e) {
            log.warn("Drift is not compared with what {} learned from: {}", model.getVersion(), e.getMessage());
            return Optional.empty();
        }
    }
}
