package io.sentistream.quickstart.client;

import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.Optional;

/** Requests that the controller refuses from now on: it says so in the record of the model that serves. For one thread. */
public final class Refusals implements AutoCloseable {
    private final TopicReader<ServingModel> models;

    public Refusals(Cluster cluster) {
        models = TopicReader.fromEnd(cluster, TopicLayout.plain().name(Topic.MODELS), ServingModel.class);
    }

    /** Why this request was refused, if it was by now. */
    public Optional<String> of(String request) {
        return models.poll(Duration.ZERO).stream()
                .filter(record -> record.value() != null)
                .map(record -> record.value().getReason())
                .filter(reason -> reason != null && reason.startsWith("refused ") && reason.contains(request))
                .findFirst();
    }

    @Override
    public void close() {
        models.close();
    }
}
