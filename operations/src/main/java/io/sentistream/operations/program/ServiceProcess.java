package io.sentistream.operations.program;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.http.Monitoring;
import io.sentistream.schemas.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a process with one service: it starts, is watched, and stops in order when a signal comes. */
public final class ServiceProcess {
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);
    private static final long LOOK_EVERY_MS = 500;

    private ServiceProcess() {}

    /**
     * Runs a service until the JVM is told to stop, or until it has ended of itself.
     *
     * @param maker makes the service, which puts its metrics into the registry
     * @return why it ended of itself; empty where it was told to
     * @throws IllegalArgumentException if the clients refuse their configuration, the service its own, or metrics and
     *     health can't be served where they are configured
     */
    public static Optional<String> run(
            OperationsConfig config, Connection connection, Function<MeterRegistry, ? extends Service> maker)
            throws InterruptedException {
        connection.check();
        try (Monitoring monitoring = new Monitoring()) {
            Service service = maker.apply(monitoring.meters());
            config.port()
                    .ifPresent(port -> log.info(
                            "Metrics and health are at {}",
                            monitoring.serve(config.host(), port, connection, List.of(service::health))));
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                stop(service, config.shutdownTimeout());
                                stopped.countDown();
                            },
                            "stop"));
            service.start();
            Health health = service.health();
            while (health.alive() && !stopped.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                health = service.health();
            }
            return health.alive() ? Optional.empty() : Optional.of(health.why());
        }
    }

    /** Stops within this time, come what may: a part of it is kept for what comes after the last commit. */
    private static void stop(Service service, Duration timeout) {
        log.info("Stopping; within {} ms", timeout.toMillis());
        long start = System.nanoTime();
        Thread closing = new Thread(
                () -> {
                    if (service.close(timeout.multipliedBy(9).dividedBy(10))) {
                        log.info("Stopped after {} ms; all is committed", (System.nanoTime() - start) / 1_000_000);
                    } else {
                        log.warn("Not all was committed in {} ms; it is done again", timeout.toMillis());
                    }
                },
                "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
