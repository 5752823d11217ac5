package io.sentistream.quickstart.client;

import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.Optional;
import java.util.UUID;

/** Sends texts to be classified. For one thread. */
public final class Reviews implements AutoCloseable {
    private static final int ID_DIGITS = 12;

    private final TopicWriter<Review> writer;
    private final Optional<String> source;

    /** Reviews that say they come from {@code source}. */
    public Reviews(Cluster cluster, Optional<String> source) {
        this.writer = new TopicWriter<>(cluster, TopicLayout.plain().name(Topic.REVIEWS));
        this.source = source;
    }

    /** Sends a text under this id in the background; {@link #flush} waits for it. */
    public void send(String id, String text) {
        writer.send(
                id,
                Review.newBuilder()
                        .setId(id)
                        .setText(text)
                        .setSource(source.orElse(null))
                        .build());
    }

    /** An id that no other review has, short enough to be typed: 48 random bits in hex. */
    public static String newId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS);
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
