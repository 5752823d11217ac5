package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the controller makes of requests from now on: it names each in the record of the model that serves. For one thread.
 */
public final class Outcomes implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final TopicReader<ServingModel> models;

    public Outcomes(Cluster cluster) {
        models = TopicReader.fromEnd(cluster, TopicLayout.plain().name(Topic.MODELS), ServingModel.class);
    }

    /**
     * What serves by a request, as soon as the controller says so; empty where it says nothing for so long.
     *
     * @throws CommandFailed with the controller's words if it refuses
     */
    public Optional<ServingModel> await(String request, Duration atMost) {
        Instant deadline = Instant.now().plus(atMost);
        do {
            Optional<ServingModel> answer = models.poll(BETWEEN).stream()
                    .map(record -> record.value())
                    .filter(model -> model != null && model.getReason().contains(request))
                    .findFirst();
            if (answer.isPresent()) {
                if (answer.get().getReason().startsWith("refused ")) {
                    throw new CommandFailed(answer.get().getReason());
                }
                return answer;
            }
        } while (Instant.now().isBefore(deadline));
        return Optional.empty();
    }

    @Override
    public void close() {
        models.close();
    }
}
