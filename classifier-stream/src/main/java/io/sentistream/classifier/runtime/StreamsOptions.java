package io.sentistream.classifier.runtime;

import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How a Streams application runs.
 *
 * @param applicationId the name of the application and of its consumer group
 * @param guarantee how often a record counts when something fails
 * @param threads the number of stream threads
 * @param commitInterval how often results are committed, and so become visible under exactly once
 * @param transactionTimeout after which the brokers abort a transaction that was not committed
 * @param maxPollInterval after which a thread that does not poll loses its partitions
 * @param maxPollRecords the most records of a poll
 * @param sessionTimeout after which a process that died loses its partitions
 */
public record StreamsOptions(
        String applicationId,
        Guarantee guarantee,
        int threads,
        Duration commitInterval,
        Duration transactionTimeout,
        Duration maxPollInterval,
        int maxPollRecords,
        Duration sessionTimeout) {
    /** The key of {@link #transactionTimeout}. */
    public static final String TRANSACTION_TIMEOUT_KEY = "transaction.timeout.ms";
    /** The key of {@link #maxPollInterval}. */
    public static final String MAX_POLL_INTERVAL_KEY = "max.poll.interval.ms";

    private static final Setting<Guarantee> GUARANTEE = Setting.choice(
            "processing.guarantee",
            Guarantee.EXACTLY_ONCE_V2,
            Guarantee.class,
            "exactly-once-v2, for readers with isolation.level=read_committed; or at-least-once, where some records are "
                    + "answered twice after a crash");
    private static final Setting<Integer> THREADS =
            Setting.integer("num.stream.threads", 1, 1, 256, "stream threads; those of a classifier share one model");
    private static final Setting<Duration> COMMIT_INTERVAL =
            Setting.duration("commit.interval.ms", "100ms", "how often results are committed");
    private static final Setting<Duration> TRANSACTION_TIMEOUT = Setting.duration(
            TRANSACTION_TIMEOUT_KEY,
            "60s",
            "when brokers abort a transaction that was not committed; after a crash, readers wait for so long");
    /** What plain producers wait for others that go along. */
    private static final int LINGER_MS = 5;

    private static final Setting<Duration> MAX_POLL_INTERVAL =
            Setting.duration(MAX_POLL_INTERVAL_KEY, "10m", "when a thread that does not poll loses its partitions");
    private static final Setting<Integer> MAX_POLL_RECORDS = Setting.integer(
            "max.poll.records",
            1_000,
            1,
            1_000_000,
            "the most records of a poll, and so those that a micro-batch can be made of");
    private static final Setting<Duration> SESSION_TIMEOUT =
            Setting.duration("session.timeout.ms", "10s", "when a process that died loses its partitions");

    private static final List<String> CLIENT_PREFIXES = List.of(
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX);

    public StreamsOptions {
        if (commitInterval.compareTo(transactionTimeout) >= 0) {
            throw SettingsException.of(
                    COMMIT_INTERVAL.key(),
                    commitInterval.toMillis(),
                    "set it below " + TRANSACTION_TIMEOUT_KEY + "=" + transactionTimeout.toMillis());
        }
    }

    /** The keys of an application whose id is this by default. */
    public static List<Setting<?>> settings(String defaultApplicationId) {
        return List.of(
                applicationId(defaultApplicationId),
                GUARANTEE,
                THREADS,
                COMMIT_INTERVAL,
                TRANSACTION_TIMEOUT,
                MAX_POLL_INTERVAL,
                MAX_POLL_RECORDS,
                SESSION_TIMEOUT);
    }

    /** The keys that go on to the clients of a Streams application, and to Streams itself. */
    public static ClientKeys clientKeys() {
        return ClientKeys.plain().and(StreamsConfig.configDef().names(), CLIENT_PREFIXES);
    }

    /** The options of these settings. */
    public static StreamsOptions of(Settings settings) {
        return new StreamsOptions(
                settings.get(applicationId("")),
                settings.get(GUARANTEE),
                settings.get(THREADS),
                settings.get(COMMIT_INTERVAL),
                settings.get(TRANSACTION_TIMEOUT),
                settings.get(MAX_POLL_INTERVAL),
                settings.get(MAX_POLL_RECORDS),
                settings.get(SESSION_TIMEOUT));
    }

    /** How long a record may wait for the registry while its transaction is open. */
    public Duration patience() {
        Duration least = transactionTimeout.compareTo(maxPollInterval) < 0 ? transactionTimeout : maxPollInterval;
        return least.dividedBy(4);
    }

    /** The configuration of Streams over that of the clients. */
    public Map<String, Object> config(Connection connection) {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee.text());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), millis(transactionTimeout));
        // Streams has its producers wait for 100 ms, which at little load is more than the model takes.
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), millis(maxPollInterval));
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), maxPollRecords);
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), millis(sessionTimeout));
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                millis(sessionTimeout.dividedBy(4)));
        return config;
    }

    private static Setting<String> applicationId(String defaultText) {
        return Setting.text(
                StreamsConfig.APPLICATION_ID_CONFIG,
                defaultText,
                "the name of the application and of its consumer group");
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
