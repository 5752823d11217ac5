package io.sentistream.trainer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.bert.TinyBert;
import io.sentistream.embedded.KafkaBackend;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.trainer.control.Clients;
import io.sentistream.trainer.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A serving line of its own, by default on the shared broker, as its users and its trainer see it. */
public final class LineHarness implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final String line;
    private final TopicLayout topics;
    private final AvroSerdes serdes;
    private final Path directory;
    private final Map<String, String> settings = new TreeMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final List<TrainerService> services = new ArrayList<>();

    /** A line whose initial model is a tiny random BERT and whose base data are a hundred sentences about films. */
    public LineHarness(String name, Path directory) {
        this(name, directory, KafkaBackend.shared().bootstrapServers());
    }

    /** The same on other brokers, which may come later. */
    public LineHarness(String name, Path directory, String bootstrapServers) {
        this(
                KafkaBackend.uniquePrefix(name),
                directory,
                bootstrapServers,
                KafkaBackend.shared().registryUrl());
    }

    /** The same on other brokers with another registry, and topics whose names begin with a prefix. */
    public LineHarness(String prefix, Path directory, String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        serdes = AvroSerdes.at(registryUrl);
        this.directory = directory;
        line = prefix + "line";
        topics = TopicLayout.prefixed(prefix);
        settings.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "topic.prefix",
                prefix,
                "serving.line",
                line,
                "home",
                directory.resolve("home").toString(),
                "store.directory",
                directory.resolve("store").toString(),
                "retrain.labels",
                "20",
                "withheld.rows",
                "20"));
        settings.putAll(Map.of(
                "adaptation.device", "cpu",
                "adaptation.max.length", "64",
                "adaptation.learning.rate", "0.003",
                "adaptation.batch.size", "8",
                "gate.base.margin", "1",
                "gate.gain.level", "1",
                "gate.canaries", "100"));
        settings.putAll(Map.of("training.device", "cpu", "training.max.length", "64"));
        settings.put("base.data", write("base.tsv", sentences("film", 100)).toString());
        settings.put("initial.model", directory.resolve("tiny").toString());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), (topic, bytes) -> bytes);
    }

    public LineHarness with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public String line() {
        return line;
    }

    public Path store() {
        return directory.resolve("store").resolve(line);
    }

    /** Writes the initial model, with these labels or without a head. */
    public LineHarness withModel(String... labels) {
        TinyBert.of(labels).write(directory.resolve("tiny"));
        return this;
    }

    public TrainerService start() {
        return start(new TrainingListener() {});
    }

    TrainerService start(TrainingListener listener) {
        return started(new TrainerService(config(), listener));
    }

    TrainerService start(Function<Connection, Clients> clients, TrainingListener listener) {
        return started(new TrainerService(
                config(), clients.apply(config().connection()), listener, new SimpleMeterRegistry()));
    }

    private TrainerService started(TrainerService service) {
        services.add(service);
        service.start();
        return service;
    }

    /** The trainer's settings. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public TrainerConfig config() {
        return TrainerConfig.of(settings);
    }

    /** Labels that a person gave, under the key of the text. */
    public void label(int from, int to) {
        for (int i = from; i < to; i++) {
            label(
                    "book-" + i,
                    "this book was " + (i % 2 == 0 ? "awful " : "great ") + i,
                    i % 2 == 0 ? "0" : "Positive");
        }
    }

    void label(String key, String text, String label) {
        label(key, text, label, "anonymous");
    }

    void label(String key, String text, String label, String annotator) {
        send(
                Topic.LABELLED,
                key,
                LabelledReview.newBuilder()
                        .setText(text)
                        .setLabel(label)
                        .setAnnotator(annotator)
                        .setLabelledAt(Instant.now())
                        .build());
    }

    /** Labels the review of this id as the label service hands it on. */
    public void labelById(String reviewId, String text, String label) {
        send(
                Topic.LABELLED,
                reviewId,
                LabelledReview.newBuilder()
                        .setReviewId(reviewId)
                        .setText(text)
                        .setLabel(label)
                        .setLabelledAt(Instant.now())
                        .build());
    }

    /** Results of a version on texts of so many word pieces, under the ids r0, r1, … */
    public void results(String version, int from, int to, int tokens) {
        for (int i = from; i < to; i++) {
            send(
                    Topic.SENTIMENT,
                    "r" + i,
                    Sentiment.newBuilder()
                            .setReviewId("r" + i)
                            .setText("this book is the number " + i)
                            .setLabel("positive")
                            .setScore(0.8)
                            .setScores(Map.of("positive", 0.8, "negative", 0.2))
                            .setModelVersion(version)
                            .setTokens(tokens + i % 5)
                            .setClassifiedAt(Instant.now())
                            .build());
        }
    }

    /** Every change that was told. */
    public List<Drift> drifts() {
        return read(Topic.DRIFT, Drift.class).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** The reviews that are asked for, by id. */
    public Map<String, LabelRequest> requests() {
        Map<String, LabelRequest> open = new TreeMap<>();
        for (ConsumerRecord<String, LabelRequest> record : read(Topic.LABEL_REQUESTS, LabelRequest.class)) {
            if (record.value() == null) {
                open.remove(record.key());
            } else {
                open.put(record.key(), record.value());
            }
        }
        return open;
    }

    /** All that was asked of the controller. */
    public List<Command> commands() {
        return read(Topic.COMMANDS, Command.class).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    void withdraw(String key) {
        send(new ProducerRecord<>(topics.name(Topic.LABELLED), key, null));
    }

    /** Sends bytes that are no Avro. */
    public void garble(Topic topic, String key) {
        send(new ProducerRecord<>(topics.name(topic), key, "no avro".getBytes(StandardCharsets.UTF_8)));
    }

    void command(Action action, String version, String expectedServing) {
        command(action, version, expectedServing, "");
    }

    void command(Action action, String version, String expectedServing, String reason) {
        send(
                Topic.COMMANDS,
                line,
                Command.newBuilder()
                        .setId(action + "-" + Instant.now().toEpochMilli())
                        .setAction(action)
                        .setVersion(version)
                        .setExpectedServing(expectedServing)
                        .setRequestedBy("test")
                        .setReason(reason)
                        .setAt(Instant.now())
                        .build());
    }

    void release(String... keys) {
        send(
                Topic.COMMANDS,
                line,
                Command.newBuilder()
                        .setId("release-" + Instant.now().toEpochMilli())
                        .setAction(Action.RELEASE)
                        .setLabels(List.of(keys))
                        .setRequestedBy("test")
                        .setAt(Instant.now())
                        .build());
    }

    private <T extends SpecificRecord> void send(Topic topic, String key, T value) {
        try (Serializer<T> serializer = serdes.serializer()) {
            send(new ProducerRecord<>(topics.name(topic), key, serializer.serialize(topics.name(topic), value)));
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that was ever announced as serving, in order. */
    public List<ServingModel> served() {
        return read(Topic.MODELS, ServingModel.class).stream()
                .filter(record -> record.key().equals(line))
                .map(ConsumerRecord::value)
                .toList();
    }

    /** Everything that was ever announced of the line's shadow, in order. */
    public List<ServingModel> shadows() {
        return read(Topic.MODELS, ServingModel.class).stream()
                .filter(record -> record.key().equals(Shadow.key(line)))
                .map(ConsumerRecord::value)
                .toList();
    }

    /** Every change of what serves, in order. */
    public List<ServingModel> changes() {
        return read(Topic.SERVING_HISTORY, ServingModel.class).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    public ServingModel serving() {
        List<ServingModel> served = served();
        return served.isEmpty() ? null : served.get(served.size() - 1);
    }

    /** Every judged version as it was first announced, in order. */
    public List<ModelVersion> versions() {
        return announced().filter(version -> version.getProbation() == null).toList();
    }

    /** All that was told of probations, in order. */
    List<ModelVersion> probations() {
        return announced().filter(version -> version.getProbation() != null).toList();
    }

    private Stream<ModelVersion> announced() {
        return read(Topic.MODEL_VERSIONS, ModelVersion.class).stream().map(ConsumerRecord::value);
    }

    /** What is in quarantine now, by key on {@code labelled}. */
    Map<String, QuarantinedLabel> quarantine() {
        Map<String, QuarantinedLabel> labels = new TreeMap<>();
        for (ConsumerRecord<String, QuarantinedLabel> record :
                read(Topic.FEEDBACK_QUARANTINE, QuarantinedLabel.class)) {
            String key = QuarantineKey.labelled(line, record.key()).orElseThrow();
            if (record.value() == null) {
                labels.remove(key);
            } else {
                labels.put(key, record.value());
            }
        }
        return labels;
    }

    /** All that was told of the line's trainings, in order. */
    List<TrainingUpdate> updates() {
        return read(Topic.TRAINING, TrainingUpdate.class).stream()
                .filter(update -> update.key().equals(line))
                .map(ConsumerRecord::value)
                .toList();
    }

    private <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(Topic topic, Class<T> type) {
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        try (Deserializer<T> values = serdes.deserializer(type);
                KafkaConsumer<String, T> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        values)) {
            if (!consumer.listTopics().containsKey(topics.name(topic))) {
                return records;
            }
            TopicPartition partition = new TopicPartition(topics.name(topic), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** The committed offsets of {@code labelled} by partition. */
    public Map<Integer, Long> learnedTo() {
        return committed(Topic.LABELLED);
    }

    /** The offset of the next command. */
    long obeyedTo() {
        return committed(Topic.COMMANDS).getOrDefault(0, 0L);
    }

    private Map<Integer, Long> committed(Topic topic) {
        Map<Integer, Long> committed = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.listConsumerGroupOffsets(TrainerService.transactionalId(line))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null && partition.topic().equals(topics.name(topic))) {
                            committed.put(partition.partition(), offset.offset());
                        }
                    });
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return committed;
    }

    /** The end offsets of {@code labelled} by partition. */
    public Map<Integer, Long> labelledEnds() {
        String name = topics.name(Topic.LABELLED);
        Map<Integer, Long> ends = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            int partitions = admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .get(name)
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                asked.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return ends;
    }

    private static String sentences(String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "this " + what + " is not very " + (i % 2 == 0 ? "bad " : "good ") + i + "\t" + i % 2)
                .collect(Collectors.joining("\n"));
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        services.forEach(TrainerService::close);
        producer.close();
    }
}
