package io.sentistream.classifier.classify;

import io.sentistream.classifier.input.ReviewFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is to be classified once more.
 *
 * @param topic holds the reviews
 * @param into takes the results
 * @param modelVersion the version that results name
 * @param format how the reviews are written
 * @param from the first time of the records meant
 * @param to the time before which they are
 * @param batchTokens the most tokens of a micro-batch
 * @param maxBytes the largest record that {@code into} takes
 */
public record ReclassifyJob(
        String topic,
        String into,
        String modelVersion,
        ReviewFormat format,
        Instant from,
        Instant to,
        int batchTokens,
        int maxBytes) {
    /** A time before any record's. */
    public static final Instant BEGINNING = Instant.EPOCH;
    /** A time after any record's. */
    public static final Instant END = Instant.MAX;

    /** Names the job among others, as a consumer group and a transactional id: the same job, begun again, goes on. */
    public String id() {
        String what = String.join("\n", List.of(topic, into, modelVersion, from.toString(), to.toString()));
        return "sentistream-reclassify-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }
}
