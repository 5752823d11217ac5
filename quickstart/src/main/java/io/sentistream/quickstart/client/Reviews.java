package io.sentistream.quickstart.client;

import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.Optional;
import java.util.UUID;

/** Sends texts to be classified. For one thread. */
public final class Reviews implements AutoCloseable {
    private final TopicWriter<Review> writer;
    private final Optional<String> source;

    /** Reviews that say they come from {@code source}. */
    public Reviews(Cluster cluster, Optional<String> source) {
        this.writer = new TopicWriter<>(cluster, TopicLayout.plain().name(Topic.REVIEWS));
        this.source = source;
    }

    /**
     * Sends a text in the background; {@link #flush} waits for it.
     *
     * @return the id under which its result will come
     */
    public String send(String text) {
        String id = UUID.randomUUID().toString();
        writer.send(
                id,
                Review.newBuilder()
                        .setId(id)
                        .setText(text)
                        .setSource(source.orElse(null))
                        .build());
        return id;
    }

    /** Waits until all texts are on the brokers. */
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
