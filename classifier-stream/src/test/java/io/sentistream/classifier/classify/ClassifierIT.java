package io.sentistream.classifier.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.TinyBert;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.embedded.KafkaBackend;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier on a real broker and a real registry, with a real BERT that is tiny. */
class ClassifierIT {
    @TempDir
    private Path directory;

    private Stage stage = new Stage("classify");
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private ClassifierService service;

    private void start(String... keysAndValues) {
        service = new ClassifierService(stage.classifier(keysAndValues));
        service.addListener(new ModelListener() {
            @Override
            public void refused(ServingModel model, String reason) {
                refusals.add(model.getVersion() + ": " + reason);
            }
        });
        service.start();
    }

    @AfterEach
    void close() {
        if (service != null) {
            assertThat(service.close(java.time.Duration.ofSeconds(20))).isTrue();
        }
        stage.close();
    }

    @Test
    void reviewsComeOutClassifiedInOrderPerKeyWithHeadersAndTimestampsKept() throws Exception {
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        List<Entry> sent = stage.reviews(0, 300, 7);
        var headers = new RecordHeaders().add("trace", Stage.utf8("t1"));
        byte[] value = stage.avro(
                Topic.REVIEWS, new io.sentistream.schemas.Review("last", "this is not a good book", "shop", null));
        stage.send(new ProducerRecord<>(
                stage.topics().name(Topic.REVIEWS), null, 1_700_000_000_000L, Stage.utf8("k"), value, headers));
        start("num.stream.threads", "2");

        List<ConsumerRecord<byte[], byte[]>> results = stage.read(Topic.SENTIMENT, 301);

        List<Entry> came = results.stream()
                .map(result -> new Entry(
                        Stage.text(result.key()), stage.sentiment(result).getReviewId()))
                .filter(entry -> !entry.reviewId().equals("last"))
                .toList();
        assertThat(ResultsVerifier.verify(sent, came).clean()).isTrue();
        ConsumerRecord<byte[], byte[]> last = results.stream()
                .filter(result -> stage.sentiment(result).getReviewId().equals("last"))
                .findAny()
                .orElseThrow();
        assertThat(last.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(Stage.headers(last)).isEqualTo(Map.of("trace", "t1", "sentistream-model-version", "v1-aaaaaaaa"));
        Sentiment sentiment = stage.sentiment(last);
        assertThat(sentiment.getScores()).containsOnlyKeys("negative", "positive");
        assertThat(sentiment.getScores().values().stream().mapToDouble(s -> s).sum())
                .isCloseTo(1, within(1e-6));
        assertThat(sentiment.getScore()).isEqualTo(sentiment.getScores().get(sentiment.getLabel()));
        assertThat(sentiment.getText()).isEqualTo("this is not a good book");
        await().atMost(30, SECONDS).until(service::ready);
    }

    @Test
    void aNewAnnouncementIsServedByTheNextResults() throws Exception {
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        start();
        stage.review("k", "before", "this is good");
        assertThat(stage.sentiments(1).get(0).getModelVersion()).isEqualTo("v1-aaaaaaaa");

        announce("v2-bbbbbbbb", checkpoint("v2", 2));
        await().atMost(30, SECONDS)
                .until(() -> service.servingVersion().orElseThrow().equals("v2-bbbbbbbb"));
        stage.review("k", "after", "this is good");

        List<Sentiment> results = stage.sentiments(2);
        assertThat(results).extracting(Sentiment::getModelVersion).containsExactly("v1-aaaaaaaa", "v2-bbbbbbbb");
        assertThat(results.get(0).getScore()).isNotEqualTo(results.get(1).getScore());
    }

    @Test
    void corruptCheckpointsAreRefusedWhileTheOldOneServes() throws Exception {
        Path good = checkpoint("v1", 1);
        announce("v1-aaaaaaaa", good);
        start();
        await().atMost(30, SECONDS).until(service::ready);

        Path flipped = checkpoint("v2", 2);
        Path weights = flipped.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 100] ^= 1;
        Files.write(weights, bytes);
        announce("v2-flipped", flipped);
        await().atMost(30, SECONDS).until(() -> service.refusedModels() == 1);

        Path truncated = checkpoint("v3", 3);
        Path cut = truncated.resolve("model.safetensors");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 1_000));
        announce("v3-truncated", truncated);
        await().atMost(30, SECONDS).until(() -> service.refusedModels() == 2);

        stage.announce("v4-wronghash", checkpoint("v4", 4).toString(), "0".repeat(64));
        await().atMost(30, SECONDS).until(() -> service.refusedModels() == 3);

        stage.announce("v5-nowhere", directory.resolve("nowhere").toUri().toString(), "0".repeat(64));
        await().atMost(30, SECONDS).until(() -> service.refusedModels() == 4);

        stage.review("k", "r", "this is good");
        assertThat(stage.sentiments(1).get(0).getModelVersion()).isEqualTo("v1-aaaaaaaa");
        assertThat(refusals.get(0)).startsWith("v2-flipped: ").contains("model.safetensors");
        assertThat(refusals.get(1)).startsWith("v3-truncated: ").contains("model.safetensors");
        assertThat(refusals.get(2)).startsWith("v4-wronghash: ").contains("manifest.json");
        assertThat(refusals.get(3)).startsWith("v5-nowhere: ").contains("nowhere");
    }

    @Test
    void aWithdrawnOrUnreadableAnnouncementChangesNothing() throws Exception {
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        start();
        await().atMost(30, SECONDS).until(service::ready);

        stage.send(Topic.MODELS, Stage.utf8("default"), null);
        stage.send(Topic.MODELS, Stage.utf8("default"), Stage.utf8("nonsense"));
        stage.send(Topic.MODELS, Stage.utf8("other"), null);
        announce("v2-bbbbbbbb", checkpoint("v2", 2));

        await().atMost(30, SECONDS)
                .until(() -> service.servingVersion().orElseThrow().equals("v2-bbbbbbbb"));
        assertThat(service.refusedModels()).isZero();
    }

    @Test
    void itWaitsForItsFirstModelAndThenClassifiesWhatHasCome() throws Exception {
        start();
        stage.review("k", "early", "this is good");
        await().atMost(30, SECONDS).until(() -> service.state() == ServiceState.WAITING_FOR_MODEL);
        assertThat(service.ready()).isFalse();
        assertThat(service.servingVersion()).isEmpty();

        stage.announce("v0-bad", directory.resolve("nowhere").toString(), "0".repeat(64));
        await().atMost(30, SECONDS).until(() -> service.refusedModels() == 1);
        assertThat(service.state()).isEqualTo(ServiceState.WAITING_FOR_MODEL);
        announce("v1-aaaaaaaa", checkpoint("v1", 1));

        assertThat(stage.sentiments(1).get(0).getReviewId()).isEqualTo("early");
    }

    @Test
    void onAClusterWithoutTopicsItCreatesThemAndFollowsTheModelAllTheSame() throws Exception {
        stage.close();
        stage = Stage.withoutTopics("fresh");
        start();
        await().atMost(30, SECONDS).until(() -> service.state() == ServiceState.WAITING_FOR_MODEL);
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        stage.review("k", "first", "this is good");

        assertThat(stage.sentiments(1).get(0).getModelVersion()).isEqualTo("v1-aaaaaaaa");
    }

    @Test
    void aTopicThatTakesLessThanItDidAtTheStartGetsResultsWithoutTheirTexts() throws Exception {
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        start();
        stage.review("k", "small", "this is good");
        assertThat(stage.sentiments(1).get(0).getTextDropped()).isFalse();

        var topic = new ConfigResource(ConfigResource.Type.TOPIC, stage.topics().name(Topic.SENTIMENT));
        var smaller = new AlterConfigOp(new ConfigEntry("max.message.bytes", "2000"), AlterConfigOp.OpType.SET);
        try (var admin = KafkaBackend.shared().admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(smaller))).all().get();
        }
        stage.review("k", "large", "this is good ".repeat(400));
        stage.review("k", "after", "this is good");

        List<Sentiment> results = stage.sentiments(3);
        assertThat(results).extracting(Sentiment::getReviewId).containsExactly("small", "large", "after");
        assertThat(results).extracting(Sentiment::getTextDropped).containsExactly(false, true, false);
    }

    @Test
    void strangeRecordsEndAsResultsOrDeadLettersAndNothingStops() throws Exception {
        announce("v1-aaaaaaaa", checkpoint("v1", 1));
        start();
        stage.send(Topic.REVIEWS, Stage.utf8("null"), null);
        stage.send(Topic.REVIEWS, Stage.utf8("empty"), new byte[0]);
        stage.send(Topic.REVIEWS, Stage.utf8("garbage"), Stage.utf8("garbage"));
        stage.send(Topic.REVIEWS, Stage.utf8("unknown-schema"), new byte[] {0, 0x7f, 0, 0, 1, 2});
        stage.send(Topic.REVIEWS, Stage.utf8("cut"), Arrays.copyOf(review("abc"), 8));
        stage.send(Topic.REVIEWS, Stage.utf8("wrong-schema"), stage.avro(Topic.MODELS, announcement()));
        stage.review("blank", "blank", " \t ");
        stage.review("emoji", "emoji", "\ud83d\ude00\ud83c\udffd\u200d\ud83d\ude80 good");
        stage.review("rtl", "rtl", "\u202b\u05d4\u05e1\u05e4\u05e8 \u0637\u064a\u0628\u202c");
        byte[] badUtf8 = review("good film");
        badUtf8[badUtf8.length - 4] = (byte) 0xff;
        stage.send(Topic.REVIEWS, Stage.utf8("bad-utf8"), badUtf8);
        stage.review("large", "large", "good film ".repeat(104_840));
        stage.review("last", "last", "good film");

        Map<String, String> reasons = new java.util.TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : stage.read(Topic.REVIEWS_DLQ, 7)) {
            reasons.put(Stage.text(letter.key()), Stage.headers(letter).get("sentistream-error-reason"));
        }
        assertThat(reasons)
                .isEqualTo(Map.of(
                        "null", "null-value",
                        "empty", "malformed",
                        "garbage", "malformed",
                        "unknown-schema", "unknown-schema",
                        "cut", "malformed",
                        "wrong-schema", "malformed",
                        "blank", "blank-text"));
        List<Sentiment> results = stage.sentiments(5);
        assertThat(results)
                .extracting(Sentiment::getReviewId)
                .containsExactlyInAnyOrder("emoji", "rtl", "x", "large", "last");
        Sentiment large = results.stream()
                .filter(result -> result.getReviewId().equals("large"))
                .findAny()
                .orElseThrow();
        assertThat(large.getTextDropped()).isTrue();
        assertThat(large.getText()).isNull();
        assertThat(large.getTruncated()).isTrue();
        assertThat(large.getWindows()).isEqualTo(8);
        assertThat(large.getLabel()).isIn("negative", "positive");
        await().atMost(30, SECONDS).until(service::ready);
    }

    private byte[] review(String text) {
        return stage.avro(Topic.REVIEWS, new io.sentistream.schemas.Review("x", text, null, null));
    }

    private static ServingModel announcement() {
        return new ServingModel(
                "v",
                "u",
                "h",
                false,
                null,
                "me",
                "",
                java.time.Instant.EPOCH,
                ServingChange.UNKNOWN,
                null,
                null,
                1d,
                null,
                null);
    }

    private Path checkpoint(String name, int seed) {
        return TinyBert.of("negative", "positive").seed(seed).write(directory.resolve(name));
    }

    private void announce(String version, Path checkpoint) throws Exception {
        stage.announce(version, checkpoint.toString(), sha256(checkpoint.resolve("manifest.json")));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(read(file)));
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
