package io.sentistream.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.program.Service;
import io.sentistream.trainer.control.Clients;
import io.sentistream.trainer.control.Controller;
import io.sentistream.trainer.drift.DriftMonitor;
import io.sentistream.trainer.metrics.TrainerMetrics;
import io.sentistream.trainer.training.TrainingListener;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer of a serving line: makes the initial model serve, learns from feedback, obeys commands, and alone says what
 * serves. One a line is alive: a second one takes over from the first, which stops. Safe for use by several threads.
 */
public final class TrainerService implements Service, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrainerService.class);

    private final Duration closeWithin;
    private final Controller controller;
    private final DriftMonitor drift;
    private final Thread thread;

    /** A trainer whose metrics nobody sees. */
    public TrainerService(TrainerConfig config, TrainingListener listener) {
        this(config, listener, new CompositeMeterRegistry());
    }

    /**
     * A trainer that is not started yet, whose trainings the listener follows.
     *
     * @param meters where its metrics are shown
     */
    public TrainerService(TrainerConfig config, TrainingListener listener, MeterRegistry meters) {
        this(config, new Clients(config.connection(), transactionalId(config.line())), listener, meters);
    }

    /** A trainer with other clients. */
    TrainerService(TrainerConfig config, Clients clients, TrainingListener listener, MeterRegistry meters) {
        closeWithin = config.operations().shutdownTimeout();
        TrainerMetrics metrics = new TrainerMetrics(meters);
        controller = new Controller(config, clients, listener, metrics);
        drift = new DriftMonitor(
                config.line(),
                config.drift(),
                config.connection(),
                config.adaptation().device(),
                metrics);
        thread = new Thread(this::run, "controller-" + config.line());
        thread.setDaemon(true);
    }

    private void run() {
        try (drift) {
            drift.start();
            controller.run();
        }
    }

    /** The transactional id, and the consumer group, of a line's trainer. */
    public static String transactionalId(String line) {
        return "sentistream-trainer-" + line;
    }

    /** Starts to work. Brokers and registry may come later. */
    @Override
    public void start() {
        thread.start();
    }

    /**
     * Waits until the trainer stops by itself or is closed.
     *
     * @return why it stopped by itself, such as that another trainer took its line over; empty when it was closed
     */
    public Optional<String> awaitStop() throws InterruptedException {
        thread.join();
        return controller.failure();
    }

    /** Why the trainer has stopped by itself; empty while it runs, and where it was closed. */
    public Optional<String> failure() {
        return controller.failure();
    }

    @Override
    public Health health() {
        return controller.health();
    }

    /** Interrupts a training, whose feedback stays new, and stops. */
    @Override
    public boolean close(Duration timeout) {
        controller.stop();
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("The controller still runs at the end");
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        close(closeWithin);
    }
}
