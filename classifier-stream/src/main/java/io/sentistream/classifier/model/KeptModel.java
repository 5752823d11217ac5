package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;
import java.util.Optional;

/** The model that served before, kept loaded for a time so that a roll back to it needs no load. Used by one thread. */
final class KeptModel implements AutoCloseable {
    private Kept kept;

    private record Kept(ServingModel announced, ModelSlot.Lease lease) {}

    /** Keeps a model, in the place of the one before. */
    void keep(ServingModel announced, ModelSlot.Lease lease) {
        close();
        kept = new Kept(announced, lease);
    }

    /** Takes the model out, if it is the one that is announced. */
    Optional<ModelSlot.Lease> take(ServingModel announced) {
        if (kept == null || !sameModel(kept.announced, announced)) {
            return Optional.empty();
        }
        ModelSlot.Lease lease = kept.lease;
        kept = null;
        return Optional.of(lease);
    }

    /** Lets the model go, if there is one. */
    @Override
    public void close() {
        if (kept != null) {
            kept.lease.close();
            kept = null;
        }
    }

    /** Whether two announcements are of the same checkpoint. */
    static boolean sameModel(ServingModel one, ServingModel other) {
        return one.getVersion().equals(other.getVersion())
                && one.getUri().equals(other.getUri())
                && one.getManifestSha256().equals(other.getManifestSha256());
    }
}
