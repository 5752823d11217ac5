package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import java.util.Optional;

/**
 * The candidate that runs in the shadow of the model that serves, and which reviews are its share. It is loaded on a thread
 * of its own; one that can't be is refused, and what serves has no part in that. Safe for use by several threads.
 */
public final class ShadowModel implements Announcements, AutoCloseable {
    private final ModelSlot slot = new ModelSlot();
    private final ModelSwaps swaps;
    private volatile double share;

    /** A shadow that is empty until one is announced. */
    public ShadowModel(ModelLoader loader) {
        this.swaps = new ModelSwaps(loader, slot, "runs in the shadow");
    }

    /** Tells the listener what becomes of shadows from now on. */
    public void addListener(ModelListener listener) {
        swaps.addListener(listener);
    }

    @Override
    public void announce(ServingModel announced) {
        if (Shadow.runs(announced)) {
            share = announced.getShare();
            swaps.announce(announced);
        } else {
            withdraw();
        }
    }

    @Override
    public void withdraw() {
        share = 0;
        swaps.empty();
    }

    /**
     * Whether a review is among its share, which hangs on the review's id and on nothing else: a restart picks the same, and
     * a larger share picks these and more.
     */
    public boolean picks(String reviewId) {
        double now = share;
        return now > 0 && place(reviewId) < now;
    }

    /** Leases the model, if it is loaded. */
    public Optional<ModelSlot.Lease> leaseIfAny() {
        return slot.leaseIfAny();
    }

    /** The version that is loaded, if any. */
    public Optional<String> version() {
        return slot.version();
    }

    @Override
    public void close() {
        swaps.close();
        slot.close();
    }

    /** A number from 0 to below 1 that looks drawn by chance: the hash of the id, mixed as MurmurHash3 ends (fmix64). */
    private static double place(String reviewId) {
        long bits = reviewId.hashCode();
        bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        bits ^= bits >>> 33;
        return (bits >>> 11) * 0x1.0p-53;
    }
}
