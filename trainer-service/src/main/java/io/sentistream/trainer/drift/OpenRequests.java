package io.sentistream.trainer.drift;

import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.NormalisedText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What {@code label-requests} asks for on behalf of a line, and what was asked for since the trainer began. */
final class OpenRequests {
    private final String line;
    private final Map<String, LabelRequest> open = new HashMap<>();
    /** Those that were open once: what is labelled on request tells nothing of how often the model is right. */
    private final Map<String, NormalisedText> everAsked = new HashMap<>();

    OpenRequests(String line) {
        this.line = line;
    }

    void put(String reviewId, Optional<LabelRequest> request) {
        open.remove(reviewId);
        request.filter(asked -> asked.getLine().equals(line)).ifPresent(asked -> {
            open.put(reviewId, asked);
            everAsked.put(reviewId, new NormalisedText(asked.getText()));
        });
    }

    /** The ids of open requests that a label answers: by the review's id, or by its text. */
    List<String> answeredBy(LabelledReview label) {
        NormalisedText text = new NormalisedText(label.getText());
        return open.entrySet().stream()
                .filter(request -> request.getKey().equals(label.getReviewId())
                        || new NormalisedText(request.getValue().getText()).equals(text))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a review was asked for. */
    boolean wasAsked(LabelledReview label) {
        return everAsked.containsKey(Objects.requireNonNullElse(label.getReviewId(), ""))
                || everAsked.containsValue(new NormalisedText(label.getText()));
    }

    List<String> ids() {
        return List.copyOf(open.keySet());
    }

    int size() {
        return open.size();
    }

    /** When the oldest was asked for. */
    Optional<Instant> oldest() {
        return open.values().stream().map(LabelRequest::getAskedAt).min(Instant::compareTo);
    }
}
