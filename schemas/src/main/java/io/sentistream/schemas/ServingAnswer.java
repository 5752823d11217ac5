package io.sentistream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What the model that serves said of a review, as the headers of the shadow's result on {@code sentiment-shadow} tell it.
 *
 * @param version its version
 * @param label the label with the highest score
 * @param score the probability of that label
 */
public record ServingAnswer(String version, String label, double score) {
    private static final String VERSION = "sentistream-serving-version";
    private static final String LABEL = "sentistream-serving-label";
    private static final String SCORE = "sentistream-serving-score";

    /** The answer in a record's headers; none where they don't tell it whole. */
    public static Optional<ServingAnswer> of(Headers headers) {
        Optional<String> score = text(headers, SCORE).filter(given -> given.matches("[0-9.eE-]{1,30}"));
        return text(headers, VERSION)
                .flatMap(version -> text(headers, LABEL)
                        .flatMap(label -> score.map(given -> new ServingAnswer(version, label, parsed(given)))))
                .filter(answer -> Double.isFinite(answer.score));
    }

    /** These headers and the answer. */
    public Headers with(Headers headers) {
        Headers all = new RecordHeaders(headers);
        Map.of(VERSION, version, LABEL, label, SCORE, Double.toString(score)).forEach((name, value) -> {
            all.remove(name);
            all.add(name, value.getBytes(UTF_8));
        });
        return all;
    }

    /** By how much the shadow holds this label for likelier or less likely, from 0 to 1. */
    public double shift(Map<String, Double> shadowScores) {
        return Math.abs(shadowScores.getOrDefault(label, 0.0) - score);
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return Optional.ofNullable(header).map(Header::value).map(value -> new String(value, UTF_8));
    }

    private static double parsed(String score) {
        try {
            return Double.parseDouble(score);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
