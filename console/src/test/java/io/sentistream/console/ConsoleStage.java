package io.sentistream.console;

import io.sentistream.embedded.KafkaBackend;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LiveAccuracy;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Topics of a test's own on a real broker, on which the test writes what trainer and classifier would. */
final class ConsoleStage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final String registryUrl;
    private final TopicLayout topics;
    private final AvroSerdes serdes;
    private final Serializer<SpecificRecord> serializer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A stage on the broker and the registry that the tests share. */
    ConsoleStage(String test) {
        this(
                test,
                KafkaBackend.shared().bootstrapServers(),
                KafkaBackend.shared().registryUrl());
    }

    ConsoleStage(String test, String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        topics = TopicLayout.prefixed(KafkaBackend.uniquePrefix(test));
        serdes = AvroSerdes.at(registryUrl);
        serializer = serdes.serializer();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The configuration of a console on this stage, on any free port. */
    ConsoleConfig config(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "topic.prefix",
                topics.prefix(),
                "http.port",
                "0",
                "user",
                "ann"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ConsoleConfig.of(settings);
    }

    void serves(String version, String previous, String reason) {
        ServingModel model = ServingModel.newBuilder()
                .setVersion(version)
                .setUri("x")
                .setManifestSha256("x")
                .setPrevious(previous)
                .setReason(reason)
                .setSince(Instant.now())
                .build();
        send(Topic.MODELS, "default", model);
    }

    /** What the trainer says of the shadow; with a share of 0, that it has ended. */
    void shadowed(String version, String beside, double share, String reason) {
        ServingModel model = ServingModel.newBuilder()
                .setVersion(version)
                .setUri("x")
                .setManifestSha256("x")
                .setShare(share)
                .setBeside(beside)
                .setReason(reason)
                .setSince(Instant.now())
                .setShadowEnds(Instant.now().plusSeconds(3_600))
                .build();
        send(Topic.MODELS, Shadow.key("default"), model);
    }

    /** What the shadow says of a review of which the serving model said this. */
    void shadowResult(Sentiment result, ServingAnswer serving) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.name(Topic.SENTIMENT_SHADOW),
                utf8(result.getReviewId()),
                serializer.serialize(topics.name(Topic.SENTIMENT_SHADOW), result));
        serving.with(record.headers()).forEach(header -> record.headers().add(header));
        send(record);
    }

    /** A change of what serves, as the trainer keeps it for ever. */
    void changed(String version, ServingChange change, String by, String reason) {
        ServingModel model = ServingModel.newBuilder()
                .setVersion(version)
                .setUri("x")
                .setManifestSha256("x")
                .setRequestedBy(by)
                .setReason(reason)
                .setSince(Instant.now())
                .setChange(change)
                .setChangedAt(Instant.now())
                .build();
        send(Topic.SERVING_HISTORY, "default", model);
    }

    void judged(String version, String parent, Verdict verdict, String reason, Map<String, Double> metrics) {
        ModelVersion candidate = ModelVersion.newBuilder()
                .setVersion(version)
                .setParent(parent)
                .setUri("x")
                .setManifestSha256("x")
                .setMetrics(metrics)
                .setTraining(Map.of("data", version, "config.adaptation.epochs", version))
                .setVerdict(verdict)
                .setReason(reason)
                .setCreatedAt(Instant.now())
                .build();
        send(Topic.MODEL_VERSIONS, version, candidate);
    }

    void training(TrainingPhase phase, long step, Double loss, Instant at) {
        TrainingUpdate update = TrainingUpdate.newBuilder()
                .setNumber(3)
                .setPhase(phase)
                .setStep(step)
                .setSteps(120)
                .setLoss(loss)
                .setExamplesPerSecond(85)
                .setStartedAt(Instant.EPOCH)
                .setAt(at)
                .build();
        send(Topic.TRAINING, "default", update);
    }

    void counted(String version, long right, long wrong) {
        LiveAccuracy count = LiveAccuracy.newBuilder()
                .setModelVersion(version)
                .setDay(LocalDate.EPOCH)
                .setRight(right)
                .setWrong(wrong)
                .setUpdatedAt(Instant.now())
                .build();
        send(Topic.LIVE_ACCURACY, "[\"" + version + "\",\"\",\"1970-01-01\"]", count);
    }

    void drifted(String words) {
        Drift drift = Drift.newBuilder()
                .setModelVersion("v2-b")
                .setWhat(Drifting.LENGTH)
                .setWords(words)
                .setDetector("Kolmogorov-Smirnov, windows of 100")
                .setSeen(700)
                .setRecentRows(100)
                .setReferenceRows(3000)
                .setRecentMean(100)
                .setReferenceMean(20)
                .setStatistic(0.9)
                .setThreshold(0.2)
                .setAt(Instant.now())
                .build();
        send(Topic.DRIFT, "default", drift);
    }

    void asked(String id, String text, int place) {
        LabelRequest request = LabelRequest.newBuilder()
                .setReviewId(id)
                .setText(text)
                .setLabel("positive")
                .setScore(0.53)
                .setScores(Map.of("positive", 0.53, "negative", 0.47))
                .setModelVersion("v2-b")
                .setWhy("The model is only 53 % sure.")
                .setPlace(place)
                .setAskedAt(Instant.now())
                .build();
        send(Topic.LABEL_REQUESTS, id, request);
    }

    /** Takes a request back, as the trainer does when it is answered. */
    void answered(String id) {
        send(new ProducerRecord<>(topics.name(Topic.LABEL_REQUESTS), utf8(id), null));
    }

    /** A label that the trainer set aside, or that was released for a command. */
    void setAside(String key, String text, String why, String releasedFor) {
        QuarantinedLabel label = QuarantinedLabel.newBuilder()
                .setPartition(0)
                .setOffset(0)
                .setText(text)
                .setLabel("negative")
                .setAnnotator(text)
                .setLabelledAt(Instant.EPOCH)
                .setReason(QuarantineReason.OUTVOTED)
                .setWhy(why)
                .setSince(Instant.now())
                .setReleasedBy(releasedFor == null ? null : "ann")
                .setReleasedFor(releasedFor)
                .build();
        send(Topic.FEEDBACK_QUARANTINE, QuarantineKey.of("default", key), label);
    }

    static Sentiment result(String id, String text, String label, String version) {
        return Sentiment.newBuilder()
                .setReviewId(id)
                .setText(text)
                .setLabel(label)
                .setScore(0.9)
                .setScores(Map.of(label, 0.9, label.equals("positive") ? "negative" : "positive", 0.1))
                .setModelVersion(version)
                .setClassifiedAt(Instant.now())
                .build();
    }

    void result(Sentiment result) {
        send(Topic.SENTIMENT, result.getReviewId(), result);
    }

    /** A dead letter as the classifier writes it. */
    void deadLetter(Topic topic, String key, byte[] value, String reason, String message) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topics.name(topic), utf8(key), value);
        Map.of("reason", reason, "message", message, "topic", "reviews", "partition", "0", "offset", "7")
                .forEach((name, text) -> letter.headers().add("sentistream-error-" + name, utf8(text)));
        send(letter);
    }

    void send(Topic topic, String key, SpecificRecord value) {
        send(new ProducerRecord<>(topics.name(topic), utf8(key), serializer.serialize(topics.name(topic), value)));
    }

    /** Sends in the background. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    void flood(Sentiment result) {
        producer.send(
                new ProducerRecord<>(
                        topics.name(Topic.SENTIMENT),
                        utf8(result.getReviewId()),
                        serializer.serialize(topics.name(Topic.SENTIMENT), result)),
                (metadata, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                });
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the record could not be sent", e);
        }
    }

    /** The first record of a topic that is as wanted, as soon as there is one. */
    <T extends SpecificRecord> T find(Topic topic, Class<T> type, Predicate<T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> found = all(topic, type).stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no record on " + topic + " is as wanted: " + all(topic, type));
    }

    /** All records of a topic up to its end. */
    <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
        String name = topics.name(topic);
        try (var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                var deserializer = serdes.deserializer(type)) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<T> values = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(deserializer.deserialize(name, record.value()));
                }
            }
            return values;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
