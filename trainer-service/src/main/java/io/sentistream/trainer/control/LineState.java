package io.sentistream.trainer.control;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.trainer.retraining.VersionName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the topics say of a serving line.
 *
 * @param serving the model that serves, if any does yet
 * @param shadow the candidate that runs in its shadow, if one does
 * @param versions every candidate by name, in the order they were announced
 */
record LineState(Optional<ServingModel> serving, Optional<ServingModel> shadow, Map<String, ModelVersion> versions) {
    static final LineState EMPTY = new LineState(Optional.empty(), Optional.empty(), Map.of());

    LineState {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    LineState with(ServingModel model) {
        return new LineState(Optional.of(model), shadow, versions);
    }

    /** What is announced of the shadow, which may be its end. */
    LineState withShadow(ServingModel announced) {
        return new LineState(serving, Optional.of(announced).filter(Shadow::runs), versions);
    }

    LineState withoutShadow() {
        return new LineState(serving, Optional.empty(), versions);
    }

    LineState with(ModelVersion version) {
        Map<String, ModelVersion> more = new LinkedHashMap<>(versions);
        more.put(version.getVersion(), version);
        return new LineState(serving, shadow, more);
    }

    /** What is announced to serve and to run in its shadow. */
    List<ServingModel> used() {
        return Stream.of(serving, shadow).flatMap(Optional::stream).toList();
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
