package io.sentistream.classifier.label;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.runtime.RecordLimits;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.classifier.runtime.StreamsApplication;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.program.Service;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Turns feedback into labelled reviews. Safe for use by several threads. */
public final class LabelService implements Service, AutoCloseable {
    private final Duration closeWithin;
    private final StreamsApplication application;

    /** A service whose metrics nobody sees. */
    public LabelService(LabelConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /**
     * A service that is not started yet.
     *
     * @param meters where its metrics are shown
     */
    public LabelService(LabelConfig config, MeterRegistry meters) {
        this.closeWithin = config.operations().shutdownTimeout();
        Connection connection = config.connection();
        var limits = new RecordLimits(connection);
        var metrics = new LabelMetrics(meters);
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
                LabelTopology.build(
                        parts, patience, metrics, (version, source, right) -> metrics.judged(version, right)),
                streams(config),
                limits,
                List.of(Topic.LABELLED, Topic.FEEDBACK_DLQ),
                patience,
                StreamsApplication.Need.NOTHING,
                meters));
    }

    @Override
    public void start() {
        application.start();
    }

    /** Where the service is in its life. */
    public ServiceState state() {
        return application.state();
    }

    @Override
    public Health health() {
        return application.health();
    }

    /** Whether feedback is processed now. */
    public boolean ready() {
        return state() == ServiceState.READY;
    }

    @Override
    public boolean close(Duration timeout) {
        return application.close(timeout);
    }

    @Override
    public void close() {
        close(closeWithin);
    }

    private static Map<String, Object> streams(LabelConfig config) {
        Map<String, Object> streams = config.streams().config(config.connection());
        streams.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class.getName());
        // The producer's limit alone is to count, for that is known before a record is sent.
        streams.putIfAbsent(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.MAX_VALUE);
        return streams;
    }
}
