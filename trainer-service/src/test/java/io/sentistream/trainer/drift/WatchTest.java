package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final int SHORT_TEXT = 10;
    private static final int LONG_TEXT = 90;

    @TempDir
    private Path directory;

    private final Watch watch = new Watch(1_000_000);

    private ServingModel model(String version) {
        List<Double> lengths =
                IntStream.range(0, 500).mapToObj(i -> SHORT_TEXT + i % 10.0).toList();
        Path path = directory.resolve(version);
        TinyBert.of("negative", "positive")
                .checkpoint()
                .withReference(new Reference(
                        500, Collections.nCopies(16, 0f), Collections.nCopies(16, 1f), Map.of(Feature.LENGTH, lengths)))
                .write(path, TinyBert.manifest(version), "");
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri(path.toString())
                .setManifestSha256("")
                .setSince(Instant.now())
                .build();
    }

    private List<Change> results(String version, int length, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.addAll(watch.result(Sentiment.newBuilder()
                    .setReviewId("r" + i)
                    .setText("text " + i)
                    .setLabel("positive")
                    .setScore(0.9)
                    .setScores(Map.of("positive", 0.9, "negative", 0.1))
                    .setModelVersion(version)
                    .setClassifiedAt(Instant.now())
                    .setTokens(length + i % 10)
                    .build()));
        }
        return changes;
    }

    private static LabelledReview label(String label, String predicted, String version) {
        return LabelledReview.newBuilder()
                .setText("x")
                .setLabel(label)
                .setPredictedLabel(predicted)
                .setModelVersion(version)
                .setLabelledAt(Instant.now())
                .build();
    }

    @Test
    void resultsAreComparedWithTheReferenceOfTheModelThatServes() {
        watch.serves(model("v1"));

        assertThat(results("v1", SHORT_TEXT, 1_000)).isEmpty();
        assertThat(results("v1", LONG_TEXT, 300)).extracting(Change::what).containsExactly(Drifting.LENGTH);
    }

    @Test
    void resultsOfOtherModelsAndBeforeAnyServesAreNotLookedAt() {
        assertThat(results("v1", LONG_TEXT, 2_000)).isEmpty();
        watch.serves(model("v1"));

        assertThat(results("v0", LONG_TEXT, 2_000)).isEmpty();
        assertThat(watch.recent().last(10)).isEmpty();
    }

    @Test
    void whatWasToldOfOneModelIsNotToldOfTheNext() {
        watch.serves(model("v1"));
        assertThat(results("v1", LONG_TEXT, 300)).hasSize(1);
        watch.serves(model("v2"));

        assertThat(results("v2", LONG_TEXT, 5_000)).isEmpty();
        assertThat(results("v2", SHORT_TEXT, 300)).hasSize(1);
    }

    @Test
    void whatWasToldBeforeARestartIsNotToldAgain() {
        watch.serves(model("v1"));
        watch.changedBefore();

        assertThat(results("v1", LONG_TEXT, 5_000)).isEmpty();
    }

    @Test
    void theSameModelAnnouncedAgainIsWatchedOn() {
        ServingModel model = model("v1");
        watch.serves(model);
        results("v1", SHORT_TEXT, 50);
        watch.serves(ServingModel.newBuilder(model).setPinned(true).build());

        assertThat(watch.recent().last(100)).hasSize(50);
    }

    @Test
    void aDamagedReferenceIsAsGoodAsNone() throws IOException {
        ServingModel model = model("v1");
        Files.writeString(Path.of(model.getUri()).resolve(Reference.NAME), "{");
        watch.serves(model);

        assertThat(results("v1", LONG_TEXT, 2_000)).isEmpty();
        assertThat(results("v1", SHORT_TEXT, 300)).hasSize(1);
    }

    @Test
    void labelsCountWhereTheyMeetAResultOfTheModelThatServes() {
        watch.serves(model("v1"));
        results("v1", SHORT_TEXT, 10);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            watch.label(label("Positive", "positive", "v1")).ifPresent(changes::add);
            watch.label(label("negative", "positive", "v0")).ifPresent(changes::add);
            watch.label(label("0", "positive", "v1")).ifPresent(changes::add);
            watch.label(label("negative", null, null)).ifPresent(changes::add);
        }
        assertThat(changes).isEmpty();
        for (int i = 0; i < 100; i++) {
            watch.label(label("negative", "positive", "v1")).ifPresent(changes::add);
        }

        assertThat(changes).extracting(Change::what).containsExactly(Drifting.ACCURACY);
    }
}
