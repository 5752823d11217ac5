package io.sentistream.trainer.control;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.retraining.VersionName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the topics say of a serving line.
 *
 * @param serving the model that serves, if any does yet
 * @param versions every candidate by name, in the order they were announced
 */
record LineState(Optional<ServingModel> serving, Map<String, ModelVersion> versions) {
    static final LineState EMPTY = new LineState(Optional.empty(), Map.of());

    LineState {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    LineState with(ServingModel model) {
        return new LineState(Optional.of(model), versions);
    }

    LineState with(ModelVersion version) {
        Map<String, ModelVersion> more = new LinkedHashMap<>(versions);
        more.put(version.getVersion(), version);
        return new LineState(serving, more);
    }

    /** The running number of the next candidate. */
    int nextNumber() {
        return 1
                + versions.keySet().stream()
                        .map(VersionName::number)
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .max()
                        .orElse(0);
    }
}
