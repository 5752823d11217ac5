package io.sentistream.quickstart.client;

import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Instant;
import java.util.Optional;

/** Sends a person's labels as feedback. For one thread. */
public final class LabelSender implements AutoCloseable {
    private final TopicWriter<Feedback> writer;
    private final String annotator;
    private final Optional<String> source;

    /** Feedback of this annotator on texts that come from {@code source}. */
    public LabelSender(Cluster cluster, String annotator, Optional<String> source) {
        this.writer = new TopicWriter<>(cluster, TopicLayout.plain().name(Topic.FEEDBACK));
        this.annotator = annotator;
        this.source = source;
    }

    /** Sends a label of a text in the background; {@link #flush} waits for it. */
    public void send(String text, String label) {
        send(feedback(label).setText(text));
    }

    /** Sends a label of the review of this id in the background. */
    public void sendById(String reviewId, String label) {
        send(feedback(label).setReviewId(reviewId));
    }

    /** Takes back what the annotator said of a text. */
    public void withdraw(String text) {
        send(feedback("").setText(text).setWithdrawn(true));
    }

    /** Takes back what the annotator said of the review of this id. */
    public void withdrawById(String reviewId) {
        send(feedback("").setReviewId(reviewId).setWithdrawn(true));
    }

    private void send(Feedback.Builder feedback) {
        writer.send(null, feedback.build());
    }

    private Feedback.Builder feedback(String label) {
        return Feedback.newBuilder()
                .setLabel(label)
                .setAnnotator(annotator)
                .setSource(source.orElse(null))
                .setAt(Instant.now());
    }

    /** Waits until all labels are on the brokers. */
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
