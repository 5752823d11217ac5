package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.LabelSender;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.quickstart.local.LocalOptions;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.Sentiment;
import io.sentistream.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker, registry, trainer and classifier as they run, with a tiny random model. */
class DriftIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    /** In no order: what comes first must not differ from what comes later. */
    private static List<String> books(int count) {
        Random random = new Random(1);
        return random.ints(count, 0, 1_000)
                .mapToObj(i -> "the book number " + i + " was " + (i % 2 == 0 ? "great" : "awful"))
                .toList();
    }

    private static List<String> kettles(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "kettle " + i + " boils, hums; it is of steel, very good to hold and to pour")
                .toList();
    }

    private Map<String, String> trainer() throws IOException {
        Map<String, String> settings = new HashMap<>(TinySystem.settings(directory));
        StringBuilder rows = new StringBuilder();
        books(500).forEach(text -> rows.append(text).append(text.endsWith("great") ? "\tpositive\n" : "\tnegative\n"));
        settings.put(
                "base.data",
                Files.writeString(directory.resolve("books.tsv"), rows).toString());
        settings.put("withheld.rows", "200");
        settings.put("drift.label.requests", "12");
        settings.put("retrain.labels", "1000000");
        settings.put("retrain.after", "365d");
        return settings;
    }

    private static <T> Map<String, T> newest(List<ConsumerRecord<String, T>> records) {
        Map<String, T> newest = new HashMap<>();
        for (ConsumerRecord<String, T> record : records) {
            if (record.value() == null) {
                newest.remove(record.key());
            } else {
                newest.put(record.key(), record.value());
            }
        }
        return newest;
    }

    @Test
    void anotherDomainIsToldAndReviewsOfItAreAskedForUntilTheyAreLabelled() throws Exception {
        LocalOptions options = new LocalOptions(
                directory.resolve("home"),
                directory.resolve("data"),
                0,
                0,
                0,
                OptionalInt.empty(),
                trainer(),
                Map.of(),
                new TrainingListener() {});
        try (LocalSystem system = LocalSystem.start(options, stage -> {})) {
            system.awaitModel(PATIENCE);
            Cluster cluster = system.cluster();
            try (RoundTrip reviews = new RoundTrip(cluster, Optional.empty());
                    TopicReader<Drift> drifts = TopicReader.fromBeginning(cluster, "drift", Drift.class);
                    TopicReader<LabelRequest> requests =
                            TopicReader.fromBeginning(cluster, "label-requests", LabelRequest.class);
                    LabelSender labels = new LabelSender(cluster, "ann", Optional.empty())) {
                List<Sentiment> usual = reviews.classify(books(500), PATIENCE, (index, result) -> {});
                assertThat(usual).allSatisfy(result -> {
                    assertThat(result.getTokens()).isPositive();
                    assertThat(result.getUnknownRate()).isZero();
                    assertThat(result.getDistance()).isPositive();
                });
                assertThat(usual.stream()
                                .mapToDouble(Sentiment::getDistance)
                                .average()
                                .orElseThrow())
                        .isBetween(0.8, 1.2);
                assertThat(drifts.toEnd()).isEmpty();

                reviews.classify(kettles(300), PATIENCE, (index, result) -> {});

                List<ConsumerRecord<String, Drift>> told = new ArrayList<>();
                await().atMost(PATIENCE).until(() -> told.addAll(drifts.toEnd()) || !told.isEmpty());
                assertThat(told)
                        .extracting(record -> record.value().getWhat())
                        .contains(Drifting.LENGTH)
                        .doesNotHaveDuplicates();
                assertThat(told).allSatisfy(record -> {
                    assertThat(record.key()).isEqualTo("default");
                    assertThat(record.value().getModelVersion())
                            .isEqualTo(usual.get(0).getModelVersion());
                    assertThat(record.value().getWords()).contains("Label the reviews that are asked for");
                    assertThat(record.value().getComparedWithStream()).isFalse();
                });
                List<ConsumerRecord<String, LabelRequest>> asked = new ArrayList<>();
                await().atMost(PATIENCE)
                        .until(() ->
                                asked.addAll(requests.toEnd()) || newest(asked).size() == 12);
                assertThat(newest(asked).values())
                        .extracting(LabelRequest::getText)
                        .doesNotHaveDuplicates();
                assertThat(newest(asked).values())
                        .filteredOn(request -> request.getText().startsWith("kettle"))
                        .isNotEmpty();
                assertThat(newest(asked).values())
                        .extracting(LabelRequest::getPlace)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.rangeClosed(1, 12).boxed().toList());

                String first = newest(asked).keySet().iterator().next();
                labels.sendById(first, "positive");
                labels.flush();
                await().atMost(PATIENCE)
                        .until(() ->
                                asked.addAll(requests.toEnd()) && !newest(asked).containsKey(first));
                assertThat(newest(asked)).hasSize(11);
            }
        }
    }
}
