package io.sentistream.classifier.label;

import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.runtime.RecordLimits;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.classifier.runtime.StreamsApplication;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Turns feedback into labelled reviews. Safe for use by several threads. */
public final class LabelService implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final List<AccuracyListener> listeners = new CopyOnWriteArrayList<>();
    private final StreamsApplication application;

    /** A service that is not started yet. */
    public LabelService(LabelConfig config) {
        Connection connection = config.connection();
        var limits = new RecordLimits(connection);
        var patience = new Patience(config.streams().patience());
        var parts = new LabelTopology.Parts(
                connection.topics(),
                connection.serdes(),
                config.format(),
                config.retention(),
                config.feedbackWait(),
                config.partitions(),
                limits);
        this.application = new StreamsApplication(new StreamsApplication.Plan(
                "label",
                connection,
                LabelTopology.build(parts, patience, this::judged),
                streams(config),
                limits,
                List.of(Topic.LABELLED, Topic.FEEDBACK_DLQ),
                patience,
                StreamsApplication.Need.NOTHING));
    }

    /** Starts in the background; to be called once. */
    public void start() {
        application.start();
    }

    /** Where the service is in its life. */
    public ServiceState state() {
        return application.state();
    }

    /** Whether feedback is processed now. */
    public boolean ready() {
        return state() == ServiceState.READY;
    }

    /** Tells the listener of each judgement of a model by a person from now on. */
    public void addListener(AccuracyListener listener) {
        listeners.add(listener);
    }

    /** Commits what is done and stops; false if that took longer than allowed. */
    public boolean close(Duration timeout) {
        return application.close(timeout);
    }

    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    private void judged(String modelVersion, String source, boolean right) {
        listeners.forEach(listener -> listener.judged(modelVersion, source, right));
    }

    private static Map<String, Object> streams(LabelConfig config) {
        Map<String, Object> streams = config.streams().config(config.connection());
        streams.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class.getName());
        // The producer's limit alone is to count, for that is known before a record is sent.
        streams.putIfAbsent(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.MAX_VALUE);
        return streams;
    }
}
