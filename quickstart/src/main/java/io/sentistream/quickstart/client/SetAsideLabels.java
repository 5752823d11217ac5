package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The labels that the trainer has set aside or that were released, by key on {@code labelled}, those of the longest standing
 * first. For one thread.
 */
public final class SetAsideLabels implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final TopicReader<QuarantinedLabel> topic;
    private final Map<String, QuarantinedLabel> labels = new LinkedHashMap<>();

    /** Reads the topic to its end. */
    public SetAsideLabels(Cluster cluster) {
        topic = TopicReader.fromBeginning(
                cluster, TopicLayout.plain().name(Topic.FEEDBACK_QUARANTINE), QuarantinedLabel.class);
        topic.toEnd().forEach(this::take);
    }

    /** All of them. */
    public Map<String, QuarantinedLabel> all() {
        return Collections.unmodifiableMap(labels);
    }

    /** The keys of those that can be released and are not. */
    public List<String> releasable() {
        return labels.entrySet().stream()
                .filter(label ->
                        label.getValue().getReleasable() && label.getValue().getReleasedBy() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Waits until this request has released labels.
     *
     * @param refusals tells whether it is refused
     * @return whether it has, within this time
     * @throws CommandFailed with the controller's words if it refuses
     */
    public boolean awaitRelease(String request, Refusals refusals, Duration atMost) {
        Instant deadline = Instant.now().plus(atMost);
        while (Instant.now().isBefore(deadline)) {
            topic.poll(BETWEEN).forEach(this::take);
            if (labels.values().stream().anyMatch(label -> request.equals(label.getReleasedFor()))) {
                return true;
            }
            refusals.of(request).ifPresent(reason -> {
                throw new CommandFailed(reason);
            });
        }
        return false;
    }

    private void take(ConsumerRecord<String, QuarantinedLabel> record) {
        QuarantineKey.labelled(ModelLine.LINE, record.key()).ifPresent(key -> {
            if (record.value() == null) {
                labels.remove(key);
            } else {
                labels.put(key, record.value());
            }
        });
    }

    @Override
    public void close() {
        topic.close();
    }
}
