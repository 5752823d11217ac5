package io.sentistream.operations.health;

import io.sentistream.schemas.Connection;
import io.sentistream.schemas.RegistrySubjects;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Whether the brokers and the registry answer, asked every few seconds on a thread of its own, so that a probe never
 * waits. Safe for use by several threads.
 */
public final class Reachability implements Supplier<Health>, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Connection connection;
    private final Thread thread = new Thread(this::run, "reachability");
    private Admin admin;
    private volatile Health health = Health.unready("Kafka and the schema registry are asked for the first time");

    private Reachability(Connection connection) {
        this.connection = connection;
        thread.setDaemon(true);
    }

    /** Begins to ask. */
    public static Reachability start(Connection connection) {
        Reachability reachability = new Reachability(connection);
        reachability.thread.start();
        return reachability;
    }

    /** The last answer. */
    @Override
    public Health get() {
        return health;
    }

    /** Asks no more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                health = ask();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException | InterruptException e) {
            health = Health.unready("Kafka and the schema registry are no longer asked");
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private Health ask() throws InterruptedException {
        try {
            askBrokers();
            RegistrySubjects.ask(connection.serdes(), connection.topics());
            return Health.READY;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            return Health.unready(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void askBrokers() throws InterruptedException {
        try {
            if (admin == null) {
                admin = connection.admin();
            }
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(WITHIN.toMillis())))
                    .nodes()
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka does not answer: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
