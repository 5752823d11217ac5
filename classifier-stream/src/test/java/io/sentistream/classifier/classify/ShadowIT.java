package io.sentistream.classifier.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models in one classifier, on a real broker and a real registry: a candidate in the shadow, and one on probation. */
class ShadowIT {
    private static final String SERVING = "v1-aaaaaaaa";
    private static final String CANDIDATE = "v2-bbbbbbbb";

    @TempDir
    private Path directory;

    private final Stage stage = new Stage("shadow");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ClassifierService service;

    @BeforeEach
    void start() {
        announce("default", model(SERVING, 1).build());
        var config = stage.classifier("num.stream.threads", "2");
        service = new ClassifierService(config, new CheckpointLoader(config.inference()), meters);
        service.start();
        await().atMost(60, SECONDS).until(service::ready);
    }

    @AfterEach
    void close() {
        assertThat(service.close(Duration.ofSeconds(60))).isTrue();
        stage.close();
    }

    private ServingModel.Builder model(String version, int seed) {
        Path checkpoint = directory.resolve(version);
        if (Files.notExists(checkpoint)) {
            TinyBert.of("negative", "positive").seed(seed).write(checkpoint);
        }
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri(checkpoint.toString())
                .setManifestSha256(CheckpointDigest.of(checkpoint).manifestSha256())
                .setSince(Instant.now());
    }

    private ServingModel.Builder candidate(double share) {
        return model(CANDIDATE, 2).setShare(share).setBeside(SERVING);
    }

    private void announce(String key, ServingModel model) {
        stage.send(Topic.MODELS, Stage.utf8(key), stage.avro(Topic.MODELS, model));
    }

    private void runInShadow(double share) {
        announce(Shadow.key("default"), candidate(share).build());
        await().atMost(60, SECONDS).until(() -> service.shadowVersion().equals(Optional.of(CANDIDATE)));
    }

    @Test
    void aCandidateAnswersItsShareOnATopicOfItsOwnAndTheServingModelAnswersAll() {
        runInShadow(0.3);
        List<Entry> sent = stage.reviews(0, 300, 7);
        List<Entry> share = share(sent, 0.3);
        assertThat(share).hasSizeBetween(60, 120);

        assertThat(ResultsVerifier.verify(sent, stage.results(300)).clean()).isTrue();
        assertThat(stage.sentiments(300)).extracting(Sentiment::getModelVersion).containsOnly(SERVING);
        List<ConsumerRecord<byte[], byte[]>> said = stage.read(Topic.SENTIMENT_SHADOW, share.size());
        assertThat(said).hasSameSizeAs(share);
        assertThat(said).allSatisfy(record -> {
            assertThat(stage.sentiment(record).getModelVersion()).isEqualTo(CANDIDATE);
            assertThat(ServingAnswer.of(record.headers()).orElseThrow().version())
                    .isEqualTo(SERVING);
        });
        assertThat(ResultsVerifier.verify(share, entries(said)).clean()).isTrue();
        assertThat(Stream.of("same", "other")
                        .mapToDouble(answer -> Metric.SHADOW_ANSWERS
                                .counter(meters, CANDIDATE, answer)
                                .count())
                        .sum())
                .isGreaterThanOrEqualTo(share.size());
    }

    @Test
    void aShadowThatHasEndedAnswersNothingMore() {
        runInShadow(1);
        stage.review("k", "during", "this is good");
        assertThat(stage.read(Topic.SENTIMENT_SHADOW, 1)).hasSize(1);

        announce(Shadow.key("default"), candidate(0).setReason("ended by ann").build());
        await().atMost(60, SECONDS).until(() -> service.shadowVersion().isEmpty());
        stage.review("k", "after", "this is good");

        assertThat(stage.sentiments(2)).hasSize(2);
        assertThat(stage.readAll(Topic.SENTIMENT_SHADOW)).hasSize(1);
    }

    @Test
    void aShadowWhoseCheckpointIsDamagedIsRefusedAndTheServingModelServesOn() throws IOException {
        ServingModel damaged = candidate(1).build();
        Path weights = Path.of(damaged.getUri()).resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 100] ^= 1;
        Files.write(weights, bytes);
        announce(Shadow.key("default"), damaged);
        await().atMost(60, SECONDS)
                .until(() -> Metric.SHADOW_REFUSED.counter(meters).count() == 1);
        stage.review("k", "r", "this is good");

        assertThat(stage.sentiments(1).get(0).getModelVersion()).isEqualTo(SERVING);
        assertThat(stage.readAll(Topic.SENTIMENT_SHADOW)).isEmpty();
        assertThat(service.shadowVersion()).isEmpty();
        assertThat(service.refusedModels()).isZero();
    }

    @Test
    void aRollBackWithinTheProbationNeedsNoCheckpointForTheModelIsStillLoaded() {
        ServingModel before = model(SERVING, 1).build();
        stage.review("k", "first", "this is good");
        stage.sentiments(1);
        announce(
                "default",
                model(CANDIDATE, 2)
                        .setProbationEnds(Instant.now().plusSeconds(3_600))
                        .build());
        await().atMost(60, SECONDS).until(() -> service.servingVersion().equals(Optional.of(CANDIDATE)));
        stage.review("k", "second", "this is good");
        stage.sentiments(2);

        delete(Path.of(before.getUri()));
        announce("default", ServingModel.newBuilder(before).setReason("back").build());
        await().atMost(60, SECONDS).until(() -> service.servingVersion().equals(Optional.of(SERVING)));
        stage.review("k", "third", "this is good");

        List<Sentiment> results = stage.sentiments(3);
        assertThat(results).extracting(Sentiment::getModelVersion).containsExactly(SERVING, CANDIDATE, SERVING);
        assertThat(results.get(2).getScore()).isEqualTo(results.get(0).getScore());
        assertThat(service.refusedModels()).isZero();
        assertThat(Metric.CLASSIFY_SWAP.timer(meters).count()).as("loads").isEqualTo(2);
    }

    private List<Entry> share(List<Entry> sent, double share) {
        try (ShadowModel same = new ShadowModel(announced -> {
            throw new IllegalArgumentException("only asked what it picks");
        })) {
            same.announce(candidate(share).build());
            return sent.stream().filter(entry -> same.picks(entry.reviewId())).toList();
        }
    }

    private List<Entry> entries(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new Entry(
                        Stage.text(record.key()), stage.sentiment(record).getReviewId()))
                .toList();
    }

    private static void delete(Path checkpoint) {
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
