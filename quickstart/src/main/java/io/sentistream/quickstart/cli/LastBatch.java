package io.sentistream.quickstart.cli;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets the batch under way end before the process does. PyTorch's own objects are destroyed at the very end of a process, and
 * a batch that still ran could crash it. A service ends its own threads first; a command that classifies in the thread that
 * began it is ended by a signal alone, and does so by this. For one thread.
 */
final class LastBatch {
    /** Taken while a batch runs; by the end of the process for good, so that no other begins. */
    private final Semaphore free = new Semaphore(1, true);

    /** Such a one, whose last batch this process awaits. */
    static LastBatch ofThisProcess() {
        LastBatch lastBatch = new LastBatch();
        Runtime.getRuntime().addShutdownHook(new Thread(lastBatch::end, "last-batch"));
        return lastBatch;
    }

    /** Does work in batches, between which {@link #between} is called; does not come back where the process ends meanwhile. */
    <T> T awaitedAtExit(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    /** Waits for the batch under way; none begins any more. */
    void end() {
        free.acquireUninterruptibly();
    }

    /** Lets the process end, where it was told to. */
    void between() {
        free.release();
        free.acquireUninterruptibly();
    }
}
