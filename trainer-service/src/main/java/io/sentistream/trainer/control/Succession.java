package io.sentistream.trainer.control;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import java.time.Instant;

/** What is announced when a version takes the place of another. */
final class Succession {
    private Succession() {}

    /**
     * That this version serves from now on, not pinned and not on probation.
     *
     * @param previous the version that served before; null where none did
     */
    static ServingModel.Builder of(ModelVersion version, String previous, ServingChange change) {
        Instant now = Instant.now();
        return ServingModel.newBuilder()
                .setVersion(version.getVersion())
                .setUri(version.getUri())
                .setManifestSha256(version.getManifestSha256())
                .setPrevious(previous)
                .setSince(now)
                .setChange(change)
                .setChangedAt(now);
    }
}
