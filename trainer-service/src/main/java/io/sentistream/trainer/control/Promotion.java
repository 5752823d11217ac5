package io.sentistream.trainer.control;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.util.Optional;

/**
 * What a judged candidate leads to: a pin, or a person's change while it was trained, beats the gate.
 *
 * @param version the candidate as it is announced
 * @param serving what serves from now on, if that changes
 */
record Promotion(ModelVersion version, Optional<ServingModel> serving) {
    static Promotion of(ModelVersion candidate, LineState line) {
        if (line.serving().isEmpty()) {
            return new Promotion(candidate, Optional.of(serve(candidate, null)));
        }
        ServingModel serving = line.serving().get();
        if (candidate.getVerdict() != Verdict.PROMOTED) {
            return new Promotion(candidate, Optional.empty());
        }
        if (serving.getPinned()) {
            return refused(candidate, serving.getVersion() + " is pinned by " + serving.getRequestedBy());
        }
        if (!serving.getVersion().equals(candidate.getParent())) {
            return refused(
                    candidate,
                    "it was compared with " + candidate.getParent() + ", but " + serving.getRequestedBy() + " made "
                            + serving.getVersion() + " serve meanwhile");
        }
        return new Promotion(candidate, Optional.of(serve(candidate, serving.getVersion())));
    }

    private static Promotion refused(ModelVersion candidate, String why) {
        return new Promotion(
                ModelVersion.newBuilder(candidate)
                        .setVerdict(Verdict.REFUSED)
                        .setReason("passed the gate, but " + why + "; promote it by hand if you want it. "
                                + candidate.getReason())
                        .build(),
                Optional.empty());
    }

    private static ServingModel serve(ModelVersion version, String previous) {
        return Succession.of(version, previous, previous == null ? ServingChange.INITIAL : ServingChange.PROMOTED)
                .setReason(version.getReason())
                .build();
    }
}
