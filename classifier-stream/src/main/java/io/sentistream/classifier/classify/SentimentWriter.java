package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.input.RecordSize;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Sentiment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes results as the topics {@code sentiment} and {@code sentiment-shadow} hold them, and measures them before they are sent: under exactly once, a
 * record that the producer finds too large spoils its whole transaction. Used by one thread.
 */
final class SentimentWriter {
    private final String topic;
    private final Serializer<Sentiment> serializer;
    private final boolean includeText;
    private final IntSupplier maxBytes;

    /**
     * A writer for one thread.
     *
     * @param includeText whether results repeat the review's text
     * @param maxBytes what the topic takes
     */
    SentimentWriter(String topic, AvroSerdes serdes, boolean includeText, IntSupplier maxBytes) {
        this.topic = topic;
        this.serializer = serdes.serializer();
        this.includeText = includeText;
        this.maxBytes = maxBytes;
    }

    /**
     * The result of a review: its key, timestamp and headers, with the model's version in one more.
     *
     * @throws RejectedException if the result is too large even without the text
     * @throws UnavailableException if the registry doesn't answer
     */
    Record<byte[], byte[]> write(Record<byte[], byte[]> review, Classified classified, Instant now)
            throws RejectedException {
        Headers headers = new RecordHeaders(review.headers());
        headers.remove(ClassifyTopology.VERSION_HEADER);
        headers.add(ClassifyTopology.VERSION_HEADER, classified.modelVersion().getBytes(StandardCharsets.UTF_8));
        Sentiment sentiment = sentiment(classified, now);
        byte[] value = serialize(headers, sentiment);
        long size = RecordSize.of(review.key(), value, headers);
        if (size > maxBytes.getAsInt() && includeText) {
            sentiment.setText(null);
            sentiment.setTextDropped(true);
            value = serialize(headers, sentiment);
            size = RecordSize.of(review.key(), value, headers);
        }
        if (size > maxBytes.getAsInt()) {
            throw new RejectedException(
                    Reason.RESULT_TOO_LARGE,
                    "the result takes " + size + " bytes without its text, and " + topic + " takes "
                            + maxBytes.getAsInt() + "; raise its max.message.bytes, or send smaller keys and headers");
        }
        return review.withValue(value).withHeaders(headers);
    }

    private Sentiment sentiment(Classified classified, Instant now) {
        Classification answer = classified.classification();
        return Sentiment.newBuilder()
                .setReviewId(classified.review().getId())
                .setText(includeText ? classified.review().getText() : null)
                .setLabel(answer.label())
                .setScore(answer.score())
                .setScores(classified.scores())
                .setModelVersion(classified.modelVersion())
                .setTruncated(answer.truncated())
                .setWindows(answer.windows())
                .setClassifiedAt(now)
                .setSource(classified.review().getSource())
                .setTokens(answer.features().tokens())
                .setUnknownRate(answer.features().unknownRate())
                .setDistance(boxed(answer.features().distance()))
                .build();
    }

    private static Double boxed(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private byte[] serialize(Headers headers, Sentiment sentiment) {
        try {
            return serializer.serialize(topic, headers, sentiment);
        } catch (KafkaException e) {
            // The object is ours and well-formed; what can fail is the registry, at the first record of a schema.
            throw new UnavailableException("the schema registry does not take the schema of " + topic + ": " + e, e);
        }
    }
}
