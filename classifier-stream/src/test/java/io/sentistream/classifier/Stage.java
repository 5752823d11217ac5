package io.sentistream.classifier;

import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.embedded.KafkaBackend;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Topics of a test's own on a real broker, with what is needed to write and read them. */
public final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final String registryUrl;
    private final TopicLayout topics;
    private final AvroSerdes serdes;
    private final Serializer<SpecificRecord> serializer;
    private final Deserializer<Sentiment> deserializer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Topics on the broker and the registry that the tests share. */
    public Stage(String test) {
        this(test, KafkaBackend.shared().registryUrl());
    }

    /** Topics on the broker that the tests share, and a registry of the test's own. */
    public Stage(String test, String registryUrl) {
        this(test, KafkaBackend.shared().bootstrapServers(), registryUrl, 2);
    }

    /** Topics of so many partitions on brokers and a registry of the test's own. */
    public Stage(String test, String bootstrapServers, String registryUrl, int partitions) {
        this(test, bootstrapServers, registryUrl, partitions, true);
    }

    /** A stage whose topics are left to the application. */
    public static Stage withoutTopics(String test) {
        KafkaBackend backend = KafkaBackend.shared();
        return new Stage(test, backend.bootstrapServers(), backend.registryUrl(), 2, false);
    }

    private Stage(String test, String bootstrapServers, String registryUrl, int partitions, boolean create) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        this.topics = new TopicLayout(
                KafkaBackend.uniquePrefix(test),
                -1,
                Map.of(Topic.REVIEWS, partitions, Topic.SENTIMENT, partitions, Topic.LABELLED, 1));
        this.serdes = AvroSerdes.at(registryUrl);
        this.serializer = serdes.serializer();
        this.deserializer = serdes.deserializer(Sentiment.class);
        if (create) {
            try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
                topics.createMissing(admin);
            }
        }
        this.producer = new KafkaProducer<>(
                // Brokers may be away for a while.
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "max.request.size", 2_000_000,
                        "delivery.timeout.ms", 600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The keys of an application on this stage, quick to notice that a process has died. */
    public Map<String, String> settings(String applicationId) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registryUrl);
        settings.put("topic.prefix", topics.prefix());
        settings.put("application.id", topics.prefix() + applicationId);
        settings.put("session.timeout.ms", "6s");
        return settings;
    }

    /** The configuration of a classifier on this stage. */
    public ClassifierConfig classifier(String... keysAndValues) {
        Map<String, String> settings = settings("classify");
        settings.put("device", "cpu");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ClassifierConfig.of(settings);
    }

    /** Announces the model that is to serve the line {@code default}. */
    public void announce(String version, String uri, String manifestSha256) {
        send(
                Topic.MODELS,
                utf8("default"),
                avro(
                        Topic.MODELS,
                        ServingModel.newBuilder()
                                .setVersion(version)
                                .setUri(uri)
                                .setManifestSha256(manifestSha256)
                                .setSince(Instant.EPOCH)
                                .build()));
    }

    /** Sends a review and waits until the broker has it. */
    public void review(String key, String id, String text) {
        send(Topic.REVIEWS, utf8(key), avro(Topic.REVIEWS, new Review(id, text, null, null)));
    }

    /** Sends reviews with keys {@code k0}, {@code k1}, … in turn; returns what was sent. */
    public List<Entry> reviews(int first, int count, int keys) {
        return reviews("k", first, count, keys);
    }

    /** Sends reviews with keys that begin with a text in turn; returns what was sent. */
    public List<Entry> reviews(String key, int first, int count, int keys) {
        List<Entry> sent = new ArrayList<>();
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            Entry entry = new Entry(key + i % keys, "r" + i);
            sent.add(entry);
            byte[] value = avro(Topic.REVIEWS, new Review(entry.reviewId(), "this is film " + i, null, null));
            pending.add(producer.send(new ProducerRecord<>(topics.name(Topic.REVIEWS), utf8(entry.key()), value)));
        }
        pending.forEach(Stage::join);
        return sent;
    }

    /** Sends a record and waits until the broker has it. */
    public void send(Topic topic, byte[] key, byte[] value) {
        send(new ProducerRecord<>(topics.name(topic), key, value));
    }

    /** Sends a record and waits until the broker has it. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        join(producer.send(record));
    }

    /** A value as Confluent's serializers write it for a topic. */
    public byte[] avro(Topic topic, SpecificRecord value) {
        return serializer.serialize(topics.name(topic), value);
    }

    /** Reads committed records from the beginning until there are so many; fails if there are not. */
    public List<ConsumerRecord<byte[], byte[]>> read(Topic topic, int count) {
        return read(topics.name(topic), count);
    }

    /** Reads committed records of a topic that is no one's but an application's. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        try (var consumer = reader(topic)) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            if (records.size() < count) {
                throw new AssertionError("only " + records.size() + " of " + count + " records on " + topic);
            }
            // What is too many would be there by now, or nearly.
            consumer.poll(Duration.ofMillis(300)).forEach(records::add);
            return records;
        }
    }

    /** Sends what a model says of a review, as the classifier does, under another key than the review's. */
    public void result(String reviewId, String label, String version) {
        Sentiment value = Sentiment.newBuilder()
                .setReviewId(reviewId)
                .setLabel(label)
                .setScore(1)
                .setScores(Map.of("negative", 0.0, "positive", 1.0))
                .setModelVersion(version)
                .setClassifiedAt(Instant.EPOCH)
                .build();
        send(Topic.SENTIMENT, utf8("key-of-" + version), avro(Topic.SENTIMENT, value));
    }

    /** Sends feedback that names its review by the id alone. */
    public void feedbackById(String reviewId, String label) {
        Feedback value = new Feedback(reviewId, null, label, "ann", false, null, Instant.EPOCH);
        send(Topic.FEEDBACK, null, avro(Topic.FEEDBACK, value));
    }

    /** The labelled reviews, once there are so many. */
    public List<LabelledReview> labelled(int count) {
        Deserializer<LabelledReview> rows = serdes.deserializer(LabelledReview.class);
        return read(Topic.LABELLED, count).stream()
                .map(row -> rows.deserialize(row.topic(), row.value()))
                .toList();
    }

    /** Reads all records that are committed now. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(Topic topic) {
        try (var consumer = reader(topics.name(topic))) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
            while (!ends.isEmpty()) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                // Transaction markers take offsets too, so the position tells the end and no record does.
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return records;
        }
    }

    /** Reads so many results. */
    public List<Sentiment> sentiments(int count) {
        return read(Topic.SENTIMENT, count).stream().map(this::sentiment).toList();
    }

    /** The results as what they are about. */
    public List<Entry> results(int count) {
        return read(Topic.SENTIMENT, count).stream()
                .map(result -> new Entry(text(result.key()), sentiment(result).getReviewId()))
                .toList();
    }

    /** The result in a record. */
    public Sentiment sentiment(ConsumerRecord<byte[], byte[]> result) {
        return deserializer.deserialize(result.topic(), result.value());
    }

    /** The topics' names. */
    public TopicLayout topics() {
        return topics;
    }

    /** The serializers. */
    public AvroSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        producer.close();
    }

    /** The headers' texts by name. */
    public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> texts = new HashMap<>();
        record.headers().forEach(header -> texts.put(header.key(), text(header.value())));
        return texts;
    }

    private KafkaConsumer<byte[], byte[]> reader(String topic) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static void join(Future<RecordMetadata> send) {
        try {
            send.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the record could not be sent", e);
        }
    }

    /** The UTF-8 bytes of a text. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text of UTF-8 bytes. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
