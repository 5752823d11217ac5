package io.sentistream.classifier.label;

import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.schemas.Feedback;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model was right about a review, as a person says.
 *
 * @param modelVersion the version that was judged
 * @param source where the review comes from; empty where nobody said, cut where it is long
 * @param day of the feedback in UTC, such as 2026-01-31
 */
record Judgement(String modelVersion, String source, String day, boolean right) {
    private static final int LONGEST_SOURCE = 100;

    /**
     * What feedback says of a result; nothing where its label is none of the model's names: by an index it may mean any,
     * for only the model knows their order.
     */
    static Optional<Judgement> of(Feedback feedback, Result result, Optional<String> source, long timestamp) {
        String label = feedback.getLabel().strip();
        if (result.labels().stream().noneMatch(label::equalsIgnoreCase)) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(timestamp), ZoneOffset.UTC);
        return Optional.of(new Judgement(
                result.modelVersion(),
                source.map(Judgement::cut).orElse(""),
                day.toString(),
                label.equalsIgnoreCase(result.label())));
    }

    /** What it is counted under: a JSON array of version, source and day. */
    byte[] key() {
        return JsonSerde.write(List.of(modelVersion, source, day));
    }

    /** What it adds to the counts. */
    AccuracyCount count() {
        return right ? new AccuracyCount(1, 0) : new AccuracyCount(0, 1);
    }

    private static String cut(String source) {
        return source.length() <= LONGEST_SOURCE ? source : source.substring(0, LONGEST_SOURCE);
    }
}
