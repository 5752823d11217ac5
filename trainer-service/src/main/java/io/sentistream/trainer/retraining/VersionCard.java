package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Manifest;
import java.util.Locale;
import java.util.Map;

/** What {@code README.md} says of a version in the store. */
record VersionCard(Manifest manifest, String reason) {
    String text() {
        StringBuilder metrics = new StringBuilder();
        for (Map.Entry<String, Double> metric : manifest.metrics().entrySet()) {
            metrics.append(String.format(Locale.ROOT, "| %s | %.6g |%n", metric.getKey(), metric.getValue()));
        }
        return """
                ---
                library_name: transformers
                pipeline_tag: text-classification
                tags: [sentiment]
                ---

                # %s

                %s

                Trained from `%s`. `manifest.json` has the data, the settings and the feedback learned from.

                | metric | |
                |---|---|
                %s""".formatted(manifest.version(), reason, manifest.parent().orElse("nothing"), metrics);
    }
}
