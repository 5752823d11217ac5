package io.sentistream.classifier.model;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The place of the model that serves. A swap takes effect at the next lease; the model that served is released when the
 * last lease on it ends. Safe for use by several threads, and never blocks them.
 */
public final class ModelSlot implements AutoCloseable {
    private final AtomicReference<Held> current = new AtomicReference<>();

    /** A model in use: one micro-batch holds it from its first text to its last, whatever is swapped in meanwhile. */
    public static final class Lease implements AutoCloseable {
        private final Held held;

        private Lease(Held held) {
            this.held = held;
        }

        /** The model, until this lease is closed. */
        public Model model() {
            return held.model;
        }

        /** Ends the lease; to be called once. */
        @Override
        public void close() {
            held.release();
        }
    }

    /**
     * Leases the model that serves now.
     *
     * @throws IllegalStateException if there is none yet
     */
    public Lease lease() {
        return leaseIfAny().orElseThrow(() -> new IllegalStateException("there is no model to lease"));
    }

    /** Leases the model that serves now, if there is one. */
    public Optional<Lease> leaseIfAny() {
        Held held = current.get();
        while (held != null && !held.retain()) {
            held = current.get(); // It was swapped out and released in between; its successor is there already.
        }
        return Optional.ofNullable(held).map(Lease::new);
    }

    /** Puts a model in the place of the one that serves, which from then on is this slot's to close. */
    public void swap(Model next) {
        release(current.getAndSet(new Held(next)));
    }

    /** Puts a leased model in the place of the one that serves, which ends the lease: it is not to be closed any more. */
    public void swap(Lease lease) {
        release(current.getAndSet(lease.held));
    }

    /** The version that serves, if any. */
    public Optional<String> version() {
        return Optional.ofNullable(current.get()).map(held -> held.model.version());
    }

    /** Empties the slot. */
    @Override
    public void close() {
        release(current.getAndSet(null));
    }

    private static void release(Held held) {
        if (held != null) {
            held.release();
        }
    }

    /** A model and how many hold it: the slot and each lease count one. */
    private static final class Held {
        private final Model model;
        private final AtomicInteger holders = new AtomicInteger(1);

        Held(Model model) {
            this.model = model;
        }

        boolean retain() {
            return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void release() {
            if (holders.decrementAndGet() == 0) {
                model.close();
            }
        }
    }
}
