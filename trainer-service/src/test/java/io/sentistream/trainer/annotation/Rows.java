package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Labels that people gave, for tests to write down in few words. */
final class Rows {
    static final Labels LABELS = new Labels(List.of("negative", "positive"));
    static final AnnotationConfig DEFAULTS =
            new AnnotationConfig(Duration.ofDays(1), 2000, 0.5, 500, 10_000, 0.7, 0.25);
    static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");

    private final List<FeedbackRow> fresh = new ArrayList<>();
    private final List<FeedbackRow> older = new ArrayList<>();
    private final Set<String> released = new HashSet<>();
    private Optional<String> source = Optional.empty();
    private Instant at = NOON;

    Rows at(Instant time) {
        at = time;
        return this;
    }

    Rows from(String shop) {
        source = Optional.of(shop);
        return this;
    }

    Rows gave(String annotator, String label, String... texts) {
        for (String text : texts) {
            fresh.add(row(annotator, label, text));
        }
        return this;
    }

    Rows learned(String annotator, String label, String... texts) {
        for (String text : texts) {
            older.add(row(annotator, label, text));
        }
        return this;
    }

    Rows released(String annotator, String text) {
        released.add(key(annotator, text));
        return this;
    }

    private FeedbackRow row(String annotator, String label, String text) {
        return new FeedbackRow(
                key(annotator, text),
                text,
                label,
                annotator,
                source,
                at,
                new TopicPartition("labelled", 0),
                fresh.size() + older.size());
    }

    static String key(String annotator, String text) {
        return annotator + ": " + text;
    }

    CleanLabels clean(AnnotationConfig config) {
        return CleanLabels.of(snapshot(), LABELS, new KnownTexts(Set.of(), Map.of()), config, NOON);
    }

    CleanLabels clean(List<Example> judgedOn, List<Example> canaries) {
        return CleanLabels.of(snapshot(), LABELS, KnownTexts.of(judgedOn, canaries), DEFAULTS, NOON);
    }

    CleanLabels clean() {
        return clean(DEFAULTS);
    }

    ReplayStore.Snapshot snapshot() {
        return new ReplayStore.Snapshot(fresh, older, released, Map.of());
    }
}
