package io.sentistream.classifier.label;

import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.runtime.RecordLimits;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.classifier.runtime.StreamsApplication;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.List;

/** Turns feedback into labelled reviews. Safe for use by several threads. */
public final class LabelService implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final StreamsApplication application;

    /** A service that is not started yet. */
    public LabelService(LabelConfig config) {
        Connection connection = config.connection();
        var limits = new RecordLimits(connection);
        var patience = new Patience(config.streams().patience());
        this.application = new StreamsApplication(new StreamsApplication.Plan(
                "label",
                connection,
                LabelTopology.build(connection.topics(), connection.serdes(), limits, patience),
                config.streams().config(connection),
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

    /** Commits what is done and stops; false if that took longer than allowed. */
    public boolean close(Duration timeout) {
        return application.close(timeout);
    }

    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }
}
