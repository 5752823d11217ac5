package io.sentistream.quickstart.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.Sentiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON objects on one line: {@code text}, {@code label}, {@code score}, {@code scores} first. */
final class SentimentJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SentimentJson() {}

    /** A result without Kafka. */
    static String of(Classification result, String text, List<String> labels) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            scores.put(labels.get(i), result.scores().get(i));
        }
        return write(object(text, result.label(), result.score(), scores));
    }

    /** A result from the topic, with its review's id and its model. */
    static String of(Sentiment result, String text) {
        Map<String, Object> object = object(text, result.getLabel(), result.getScore(), result.getScores());
        object.put("reviewId", result.getReviewId());
        object.put("modelVersion", result.getModelVersion());
        object.put("truncated", result.getTruncated());
        object.put("classifiedAt", result.getClassifiedAt().toString());
        return write(object);
    }

    /** Any flat object. */
    static String write(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings, numbers and maps of them can always be written", e);
        }
    }

    private static Map<String, Object> object(String text, String label, double score, Map<String, Double> scores) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", text);
        object.put("label", label);
        object.put("score", score);
        object.put("scores", scores);
        return object;
    }
}
