package io.sentistream.trainer.control;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.ShadowConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Says which candidate runs in the shadow of the model that serves: the last for which there was not enough evidence, or one
 * that a person chose, until it serves, another model serves, or its time is over.
 *
 * @param config on which share of the reviews, and for how long
 */
record ShadowRuns(ShadowConfig config) {
    /**
     * What becomes of the shadow where this is announced; empty where nothing does.
     *
     * @param line as it was before
     */
    Optional<ServingModel> after(LineState line, List<ModelVersion> versions, Optional<ServingModel> change) {
        Optional<ServingModel> serving = change.or(line::serving);
        Optional<ServingModel> begun = versions.stream()
                .filter(version -> version.getVerdict() == Verdict.UNDECIDED && config.share() > 0)
                .filter(version -> !line.versions().containsKey(version.getVersion()))
                .flatMap(version -> serving.stream()
                        .filter(now -> now.getVersion().equals(version.getParent()))
                        .map(now -> begin(version, now.getVersion(), "gate", version.getReason())))
                .reduce((earlier, later) -> later);
        return begun.or(() -> line.shadow()
                .flatMap(shadow -> serving.filter(now -> !now.getVersion().equals(shadow.getBeside()))
                        .map(now -> end(shadow, now.getRequestedBy(), whyEnded(shadow, now)))));
    }

    /** The end of a shadow run whose time is over; empty where none is. */
    Optional<ServingModel> overdue(LineState line, Instant now) {
        return line.shadow().flatMap(shadow -> {
            if (config.share() == 0) {
                return Optional.of(end(shadow, "trainer", ShadowConfig.off()));
            }
            Instant ends = shadow.getShadowEnds();
            return ends == null || now.isBefore(ends)
                    ? Optional.empty()
                    : Optional.of(end(shadow, "trainer", "its time is over (shadow.duration)"));
        });
    }

    /** Begins a run. */
    ServingModel begin(ModelVersion version, String beside, String by, String reason) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return ServingModel.newBuilder()
                .setVersion(version.getVersion())
                .setUri(version.getUri())
                .setManifestSha256(version.getManifestSha256())
                .setShare(config.share())
                .setBeside(beside)
                .setRequestedBy(by)
                .setReason(reason)
                .setSince(now)
                .setShadowEnds(now.plus(config.duration()))
                .build();
    }

    /** Ends a run. */
    static ServingModel end(ServingModel shadow, String by, String reason) {
        return ServingModel.newBuilder(shadow)
                .setShare(0)
                .setRequestedBy(by)
                .setReason(reason)
                .setChangedAt(Instant.now())
                .build();
    }

    private static String whyEnded(ServingModel shadow, ServingModel serving) {
        return serving.getVersion().equals(shadow.getVersion())
                ? "it serves now"
                : serving.getVersion() + " serves now, and it was compared with " + shadow.getBeside();
    }
}
