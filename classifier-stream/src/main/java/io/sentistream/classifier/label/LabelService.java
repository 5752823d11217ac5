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
        this.application = new StreamsApplication(new StreamsApplication.Plan(
                "label",
                connection,
                LabelTopology.build(connection.topics(), connection.serdes(), limits, patience, metrics),
                config.streams().config(connection),
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
}
