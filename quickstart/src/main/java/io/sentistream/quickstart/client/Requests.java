package io.sentistream.quickstart.client;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests to the controller, which alone decides what serves.
 *
 * @param cluster where it listens
 * @param requestedBy who asks
 */
public record Requests(Cluster cluster, String requestedBy) {
    /**
     * Sends a request and waits until it is on the brokers.
     *
     * @param version the version that it is about, if any
     * @param expectedServing the request is refused when another version serves
     * @return its id
     */
    public String send(Action action, Optional<String> version, Optional<String> expectedServing, String reason) {
        return send(Command.newBuilder()
                .setAction(action)
                .setVersion(version.orElse(null))
                .setExpectedServing(expectedServing.orElse(null))
                .setReason(reason));
    }

    /**
     * Asks that labels be released from quarantine, and waits until that is on the brokers.
     *
     * @param labels their keys on {@code labelled}
     * @return the request's id
     */
    public String release(List<String> labels, String reason) {
        return send(
                Command.newBuilder().setAction(Action.RELEASE).setLabels(labels).setReason(reason));
    }

    private String send(Command.Builder command) {
        String id = UUID.randomUUID().toString();
        try (TopicWriter<Command> writer =
                new TopicWriter<>(cluster, TopicLayout.plain().name(Topic.COMMANDS))) {
            writer.send(
                    ModelLine.LINE,
                    command.setId(id)
                            .setRequestedBy(requestedBy)
                            .setAt(Instant.now())
                            .build());
            writer.flush();
        }
        return id;
    }
}
