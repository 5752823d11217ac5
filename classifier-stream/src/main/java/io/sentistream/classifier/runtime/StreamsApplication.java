package io.sentistream.classifier.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.sentistream.classifier.input.Patience;
import io.sentistream.operations.health.Health;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Streams client from when the brokers answer until it is closed. It starts on a thread of its own: waits for the
 * brokers and the registry, creates topics and subjects, asks for the topics' limits, waits for what it needs first, and
 * then starts the stream threads.
 * Safe for use by several threads.
 */
public final class StreamsApplication {
    private static final Logger log = LoggerFactory.getLogger(StreamsApplication.class);
    private static final long PAUSE_MS = 100;
    private static final long CONNECTION_PAUSE_MS = 1_000;

    private final Plan plan;
    private final StreamsConfig config;
    private final Thread starter;
    private volatile ServiceState state = ServiceState.NEW;
    private volatile KafkaStreams streams;
    private volatile String awaited = "it has not begun to start";
    private volatile KafkaStreamsMetrics metrics;

    /**
     * What an application is made of.
     *
     * @param name what the log calls it
     * @param config the configuration of Streams
     * @param limits filled in from the brokers before the start, and anew when a record was refused as too large
     * @param outputs the topics whose limits are asked for
     * @param patience what the topology's records wait with
     * @param needs what must be there before the stream threads start
     * @param meters where the metrics of Streams and its clients are shown
     */
    public record Plan(
            String name,
            Connection connection,
            Topology topology,
            Map<String, Object> config,
            RecordLimits limits,
            List<Topic> outputs,
            Patience patience,
            Need needs,
            MeterRegistry meters) {}

    /**
     * Something that is waited for at the start.
     *
     * @param there whether it is there
     * @param what the log line about it
     */
    public record Need(BooleanSupplier there, String what) {
        /** Nothing to wait for. */
        public static final Need NOTHING = new Need(() -> true, "");
    }

    /**
     * An application that is not started yet.
     *
     * @throws org.apache.kafka.common.config.ConfigException if Streams refuses the configuration
     */
    public StreamsApplication(Plan plan) {
        this.plan = plan;
        Properties properties = new Properties();
        properties.putAll(plan.config());
        this.config = new StreamsConfig(properties);
        this.starter = new Thread(this::run, "start-" + plan.name());
        starter.setDaemon(true);
    }

    /** Starts in the background; to be called once. */
    public void start() {
        state = ServiceState.STARTING;
        starter.start();
    }

    /** Where the application is in its life. */
    public ServiceState state() {
        ServiceState now = state;
        KafkaStreams client = streams;
        if (now != ServiceState.READY || client == null) {
            return now;
        }
        return switch (client.state()) {
            case RUNNING -> plan.patience().waiting() ? ServiceState.WAITING_FOR_DEPENDENCY : ServiceState.READY;
            case PENDING_ERROR, ERROR -> ServiceState.FAILED;
            default -> ServiceState.STARTING;
        };
    }

    /** How the application is; never waits. */
    public Health health() {
        return switch (state()) {
            case READY -> Health.READY;
            case NEW, STARTING ->
                Health.unready(plan.name() + ": "
                        + (streams == null ? awaited : "partitions are being assigned, and their state restored"));
            case WAITING_FOR_MODEL ->
                Health.unready(plan.name() + " waits " + plan.needs().what());
            case WAITING_FOR_DEPENDENCY ->
                Health.unready(plan.name() + ": a record waits for the schema registry, or for a model that works");
            case FAILED -> Health.dead(plan.name() + " has ended; the log says why");
            case CLOSED -> Health.unready(plan.name() + " was told to stop");
        };
    }

    /**
     * Finishes what was polled, commits and stops; false if that took longer than allowed. After half the time it leaves
     * what is not done yet to be read again, with what is done and not committed.
     */
    public boolean close(Duration timeout) {
        state = ServiceState.CLOSED;
        plan.patience().end();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            starter.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KafkaStreams client = streams;
        if (client == null) {
            return !starter.isAlive();
        }
        boolean clean = closed(client, timeout.dividedBy(2));
        if (!clean) {
            log.warn("{} leaves what it has not done yet to be read again, as its shutdown takes long", plan.name());
            plan.patience().hurry();
            clean = closed(client, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        metrics.close();
        return clean;
    }

    private static boolean closed(KafkaStreams client, Duration within) {
        return client.close(
                CloseOptions.timeout(within).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    private void run() {
        try {
            if (prepare() && awaitNeeds()) {
                KafkaStreams client = new KafkaStreams(plan.topology(), config);
                var failures = new FailureHandler(this::refreshLimits, () -> state == ServiceState.CLOSED);
                client.setUncaughtExceptionHandler(failures);
                client.start();
                metrics = new KafkaStreamsMetrics(client, Tags.of("application", plan.name()));
                metrics.bindTo(plan.meters());
                streams = client;
                become(ServiceState.READY);
                log.info("{} runs", plan.name());
            }
        } catch (RuntimeException | LinkageError e) {
            log.error("{} can't start", plan.name(), e);
            become(ServiceState.FAILED);
        }
    }

    /** Waits for the brokers and the registry and prepares the topics; false if it was closed meanwhile. */
    private boolean prepare() {
        Reminder reminder = new Reminder();
        awaited = "Kafka, the schema registry and the topics are asked for the first time";
        while (state != ServiceState.CLOSED) {
            try (Admin admin = plan.connection().admin()) {
                plan.connection().prepare();
                plan.limits().refresh(admin, plan.outputs());
                return true;
            } catch (KafkaException e) {
                if (FailureHandler.hopeless(e)) {
                    throw e;
                }
                awaited = e.getMessage();
                if (reminder.isDue(e.getMessage())) {
                    log.warn("{} waits for the brokers, the registry and its topics: {}", plan.name(), e.getMessage());
                }
                sleep(CONNECTION_PAUSE_MS);
            }
        }
        return false;
    }

    /** Waits for what is needed first; false if it was closed meanwhile. */
    private boolean awaitNeeds() {
        Reminder reminder = new Reminder();
        while (state != ServiceState.CLOSED && !plan.needs().there().getAsBoolean()) {
            become(ServiceState.WAITING_FOR_MODEL);
            if (reminder.isDue(plan.needs().what())) {
                log.info("{} waits {}", plan.name(), plan.needs().what());
            }
            sleep(PAUSE_MS);
        }
        return state != ServiceState.CLOSED;
    }

    private void refreshLimits() {
        try (Admin admin = plan.connection().admin()) {
            plan.limits().refresh(admin, plan.outputs());
        } catch (KafkaException e) {
            log.warn("The limits of the topics can't be asked for", e);
        }
    }

    private synchronized void become(ServiceState next) {
        if (state != ServiceState.CLOSED) {
            state = next;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
