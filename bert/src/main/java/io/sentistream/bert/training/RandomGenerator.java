package io.sentistream.bert.training;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * PyTorch's random generator. A process has one, so that steps which draw from it take turns; and when the JVM shuts down,
 * the step under way is waited for, because PyTorch's own objects are destroyed at the very end and a step that still ran
 * would crash.
 */
final class RandomGenerator {
    private static final ReentrantLock LOCK = new ReentrantLock(true);
    private static boolean shuttingDown;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RandomGenerator::shutDown, "last-training-step"));
    }

    private RandomGenerator() {}

    /**
     * Runs a step that draws random numbers, undisturbed by others.
     *
     * @throws CancellationException if the JVM is shutting down
     */
    static <T> T seeded(long seed, Supplier<T> step) {
        LOCK.lock();
        try {
            if (shuttingDown) {
                throw new CancellationException("no further training step is taken: the JVM is shutting down");
            }
            JniUtils.setSeed(seed);
            return step.get();
        } finally {
            LOCK.unlock();
        }
    }

    private static void shutDown() {
        LOCK.lock();
        try {
            shuttingDown = true;
        } finally {
            LOCK.unlock();
        }
    }
}
