package io.sentistream.classifier.label;

import io.sentistream.classifier.input.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes what travels to the task that keeps a review, if it is small enough to travel and to be kept. Their time is that
 * of their arrival here: how long something is kept must not hang on the clock of whoever wrote it.
 *
 * @param maxBytes what the application's own topics take, of which the stores' keys need a little
 */
record ByReviewRecords(IntSupplier maxBytes) {
    private static final int FOR_THE_STORES = 4_096;

    /** The record, or none where it would be too large. */
    Optional<Record<byte[], byte[]>> of(String reviewId, ByReview news, long now) {
        byte[] key = reviewId.getBytes(StandardCharsets.UTF_8);
        byte[] value = JsonSerde.write(news);
        long size = RecordSize.of(key, value, new RecordHeaders()) + key.length + FOR_THE_STORES;
        return size > maxBytes.getAsInt() ? Optional.empty() : Optional.of(new Record<>(key, value, now));
    }
}
