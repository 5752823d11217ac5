package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.embedded.KafkaBackend;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic on a real broker, classified once more into another. */
class ReclassifierIT {
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final Stage stage = new Stage("reclassify");
    private WordModel model;

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theReviewsOfATimeComeOutWithTheirKeysTimesAndHeadersAndWhatCannotBeReadIsTold() {
        send(start.minusSeconds(60), "early", avro("early", "one"));
        send(start, "first", avro("r1", "one two three four"));
        send(start, "broken", Stage.utf8("no avro"));
        send(start.plusSeconds(59), "last", avro("r2", "one"));
        send(start.plusSeconds(60), "late", avro("late", "one"));
        send(start.plusSeconds(1), "out of order", avro("r3", "one"));

        Reclassified done = run(job(start, start.plusSeconds(60)), now -> {});

        assertThat(done.classified()).isEqualTo(3);
        assertThat(done.left()).isZero();
        assertThat(done.rejected()).isEqualTo(Map.of(Reason.MALFORMED, 1));
        assertThat(done.firstRejected().orElseThrow()).startsWith(stage.topics().name(Topic.REVIEWS) + "-");
        List<ConsumerRecord<byte[], byte[]>> results = stage.read(into(), 3);
        assertThat(results)
                .extracting(result -> Stage.text(result.key()))
                .containsExactlyInAnyOrder("first", "last", "out of order");
        ConsumerRecord<byte[], byte[]> first = results.stream()
                .filter(result -> Stage.text(result.key()).equals("first"))
                .findAny()
                .orElseThrow();
        assertThat(first.timestamp()).isEqualTo(start.toEpochMilli());
        assertThat(Stage.headers(first))
                .isEqualTo(Map.of("traceparent", "00-first-01", "sentistream-model-version", "v9"));
        assertThat(stage.sentiment(first).getLabel()).isEqualTo("positive");
        assertThat(stage.sentiment(first).getModelVersion()).isEqualTo("v9");
    }

    @Test
    void aJobThatIsInterruptedGoesOnWhereItWasAndBegunOnceMoreDoesOnlyWhatHasCome() {
        List<Entry> sent = stage.reviews(0, 100, 7);
        ReclassifyJob job = job(ReclassifyJob.BEGINNING, ReclassifyJob.END);

        assertThatThrownBy(() -> run(job, now -> {
                    throw new IllegalStateException("the power is out");
                }))
                .hasMessage("the power is out");
        Reclassified rest = run(job, now -> {});

        assertThat(rest.classified()).isBetween(1L, 99L);
        assertThat(ResultsVerifier.verify(sent, results(100)).clean()).isTrue();
        assertThat(model.batches()).as("records of a batch").anyMatch(size -> size > 1);

        assertThat(run(job, now -> {}).classified()).isZero();
        stage.review("k", "new", "one");
        assertThat(run(job, now -> {}).classified()).isEqualTo(1);
        assertThat(stage.read(into(), 101)).hasSize(101);
    }

    private Reclassified run(ReclassifyJob job, Consumer<Reclassified> listener) {
        Map<String, Object> config =
                new HashMap<>(Map.of("bootstrap.servers", stage.settings("").get("bootstrap.servers")));
        Map<String, Object> reading = new HashMap<>(config);
        reading.putAll(Map.of(
                "group.id",
                job.id(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                10));
        config.put("transactional.id", job.id());
        model = new WordModel("v9");
        try (var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                var reclassifier = new Reclassifier(job, model, stage.serdes(), consumer, producer)) {
            return reclassifier.run(listener);
        }
    }

    private ReclassifyJob job(Instant from, Instant to) {
        try (var admin = KafkaBackend.shared().admin()) {
            admin.createTopics(List.of(new NewTopic(into(), 2, (short) -1)))
                    .all()
                    .get();
            Thread.sleep(1_500); // a topic just made may lose an idempotent producer's first batch
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("no topic", e);
        }
        return new ReclassifyJob(
                stage.topics().name(Topic.REVIEWS), into(), "v9", ReviewFormat.AVRO, from, to, 64, 1_000_000);
    }

    private String into() {
        return stage.topics().prefix() + "again";
    }

    private List<Entry> results(int count) {
        return stage.read(into(), count).stream()
                .map(result -> new Entry(
                        Stage.text(result.key()), stage.sentiment(result).getReviewId()))
                .toList();
    }

    private byte[] avro(String id, String text) {
        return stage.avro(Topic.REVIEWS, new Review(id, text, null, null));
    }

    private void send(Instant time, String key, byte[] value) {
        var record = new ProducerRecord<>(
                stage.topics().name(Topic.REVIEWS), null, time.toEpochMilli(), Stage.utf8(key), value);
        record.headers().add("traceparent", Stage.utf8("00-" + key + "-01"));
        stage.send(record);
    }
}
