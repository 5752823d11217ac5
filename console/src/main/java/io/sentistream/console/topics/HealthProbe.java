package io.sentistream.console.topics;

import io.sentistream.schemas.Connection;
import io.sentistream.schemas.RegistrySubjects;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Asks Kafka and the registry every few seconds, on a thread of its own, whether they are there: a consumer that waits
 * doesn't tell.
 */
public final class HealthProbe implements Runnable, AutoCloseable {
    private static final long EVERY_MS = 2_000;
    private static final int ANSWER_WITHIN_MS = 4_000;

    private final Connection connection;
    private final StatusListener status;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "console-probe");
    private Admin admin;

    /** A probe that has not begun. */
    public HealthProbe(Connection connection, StatusListener status) {
        this.connection = connection;
        this.status = status;
    }

    /** Begins. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            do {
                status.kafka(kafka());
                status.registry(registry());
            } while (!closing.await(EVERY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private Optional<String> kafka() throws InterruptedException {
        try {
            if (admin == null) {
                admin = connection.admin();
            }
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS))
                    .nodes()
                    .get(ANSWER_WITHIN_MS + 1_000, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> registry() {
        try {
            RegistrySubjects.ask(connection.serdes(), connection.topics());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the thread within some seconds. */
    @Override
    public void close() {
        closing.countDown();
    }
}
