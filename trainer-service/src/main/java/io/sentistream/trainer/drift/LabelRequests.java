package io.sentistream.trainer.drift;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Embedded;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Makes requests for labels: reads the texts with the model that serves, and chooses among them.
 *
 * @param line the serving line
 * @param device where the model is run meanwhile
 * @param stop asked between batches; where it says so, nothing is asked for
 */
record LabelRequests(String line, Device device, BooleanSupplier stop) {
    /** The beginning of a text is enough to tell it from others. */
    private static final int TOKENS = 128;

    private static final int CHUNK = 64;
    private static final long SEED = 1;
    private static final double UNCERTAIN = 0.9;

    /** So many of these, or all, the most useful first. */
    List<LabelRequest> of(List<Sentiment> results, int count, ServingModel model, Instant now) {
        List<Embedded> texts = new ArrayList<>();
        Checkpoint checkpoint = Checkpoint.open(Path.of(model.getUri()), model.getManifestSha256());
        InferenceConfig inference = new InferenceConfig(device, Precision.FLOAT32, TOKENS, 1, 4096);
        try (TextClassifier classifier = TextClassifier.load(checkpoint, inference)) {
            for (int start = 0; start < results.size(); start += CHUNK) {
                if (stop.getAsBoolean()) {
                    return List.of();
                }
                texts.addAll(classifier.embed(results.subList(start, Math.min(results.size(), start + CHUNK)).stream()
                        .map(result -> classifier.encode(result.getText()))
                        .toList()));
            }
        }
        List<LabelRequest> requests = new ArrayList<>();
        for (int place : LabelChoice.of(texts, count, SEED)) {
            requests.add(request(results.get(place), requests.size() + 1, now));
        }
        return List.copyOf(requests);
    }

    private LabelRequest request(Sentiment result, int place, Instant now) {
        String why = result.getScore() < UNCERTAIN
                ? String.format(Locale.ROOT, "The model is only %.0f %% sure.", 100 * result.getScore())
                : "It is unlike the others.";
        return LabelRequest.newBuilder()
                .setReviewId(result.getReviewId())
                .setText(result.getText())
                .setLine(line)
                .setLabel(result.getLabel())
                .setScore(result.getScore())
                .setScores(result.getScores())
                .setModelVersion(result.getModelVersion())
                .setWhy(why)
                .setPlace(place)
                .setSource(result.getSource())
                .setAskedAt(now)
                .build();
    }
}
