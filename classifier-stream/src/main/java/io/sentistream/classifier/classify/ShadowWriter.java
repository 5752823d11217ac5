package io.sentistream.classifier.classify;

import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.schemas.ServingAnswer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes what the shadow says as the topic {@code sentiment-shadow} holds it, beside what the serving model said. What can't
 * be written is left out, for no review is to wait for it. Used by one thread.
 */
final class ShadowWriter {
    private final SentimentWriter writer;
    private final ShadowMetrics metrics;

    ShadowWriter(SentimentWriter writer, ShadowMetrics metrics) {
        this.writer = writer;
        this.metrics = metrics;
    }

    Optional<Record<byte[], byte[]>> write(
            Record<byte[], byte[]> review, Classified serving, Classified shadow, Instant now) {
        ServingAnswer said = new ServingAnswer(
                serving.modelVersion(),
                serving.classification().label(),
                serving.classification().score());
        try {
            var result = writer.write(review.withHeaders(said.with(review.headers())), shadow, now);
            metrics.answered(said, shadow);
            return Optional.of(result);
        } catch (RejectedException | UnavailableException e) {
            metrics.failed(shadow.modelVersion(), 1, e);
            return Optional.empty();
        }
    }
}
