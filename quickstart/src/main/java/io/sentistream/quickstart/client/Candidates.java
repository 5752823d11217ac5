package io.sentistream.quickstart.client;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The candidates of the line {@link ModelLine#LINE}, in the order in which they were judged. For one thread. */
public final class Candidates implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicReader<ModelVersion> versions;
    private final Deque<ModelVersion> come = new ArrayDeque<>();

    private Candidates(TopicReader<ModelVersion> versions) {
        this.versions = versions;
    }

    /** Those that are judged from now on. */
    public static Candidates fromNow(Cluster cluster) {
        return new Candidates(TopicReader.fromEnd(cluster, topic(), ModelVersion.class));
    }

    /** All that the topic holds, and then those that come. */
    public static Candidates fromBeginning(Cluster cluster) {
        return new Candidates(TopicReader.fromBeginning(cluster, topic(), ModelVersion.class));
    }

    private static String topic() {
        return TopicLayout.plain().name(Topic.MODEL_VERSIONS);
    }

    /** The next candidate, if one is judged within this time. */
    public Optional<ModelVersion> next(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        do {
            poll(POLL);
        } while (come.isEmpty() && Instant.now().isBefore(deadline));
        return Optional.ofNullable(come.poll());
    }

    /** The next candidate, if one is judged already. */
    public Optional<ModelVersion> nextNow() {
        poll(Duration.ZERO);
        return Optional.ofNullable(come.poll());
    }

    private void poll(Duration timeout) {
        versions.poll(timeout).forEach(record -> {
            ModelVersion version = record.value();
            // What tells of a probation is news of a version that was judged long before.
            if (version != null && version.getLine().equals(ModelLine.LINE) && version.getProbation() == null) {
                come.add(version);
            }
        });
    }

    @Override
    public void close() {
        versions.close();
    }
}
