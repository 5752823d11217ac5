package io.sentistream.classifier.bench;

import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.runtime.Guarantee;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures the classifier's micro-batching with a model that sleeps: record by record against remembered polls, at least
 * once against exactly once, under load and at half load. Each row has topics of its own, which are removed after it.
 *
 * @param bootstrapServers the brokers
 * @param registryUrl the schema registry
 */
public record MicroBatchBenchmark(String bootstrapServers, String registryUrl, BenchmarkOptions options) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final int PATIENCE = 5;

    /** Measures all rows and prints each as soon as it is there. */
    public void print(Consumer<String> out) {
        out.accept("A model that sleeps " + options.perText().toMillis() + " ms a text and "
                + options.perBatch().toMillis() + " ms a batch; " + options.partitions()
                + " partitions, one thread, micro-batches of at most " + options.batchTexts() + ".");
        out.accept("");
        out.accept(BenchmarkRow.HEAD);
        run(row -> out.accept(row.text()));
    }

    /** Measures all rows and hands on each as soon as it is there. */
    public void run(Consumer<BenchmarkRow> each) {
        for (Guarantee guarantee : List.of(Guarantee.AT_LEAST_ONCE, Guarantee.EXACTLY_ONCE_V2)) {
            for (boolean microBatches : new boolean[] {false, true}) {
                for (boolean halfLoad : new boolean[] {false, true}) {
                    each.accept(measure(guarantee, microBatches, halfLoad));
                }
            }
        }
    }

    /**
     * Measures one row.
     *
     * @throws IllegalStateException if the classifier doesn't start, or its results don't come in five times the time
     *     that the model needs
     */
    public BenchmarkRow measure(Guarantee guarantee, boolean microBatches, boolean halfLoad) {
        ClassifierConfig config = config(guarantee, microBatches);
        Connection connection = config.connection();
        TopicLayout topics = connection.topics();
        try (Admin admin = connection.admin()) {
            new TopicLayout(
                            topics.prefix(),
                            -1,
                            Map.of(Topic.REVIEWS, options.partitions(), Topic.SENTIMENT, options.partitions()))
                    .createMissing(admin);
            try {
                return measure(config, microBatches, halfLoad);
            } finally {
                admin.deleteTopics(
                        Arrays.stream(Topic.values()).map(topics::name).toList());
            }
        }
    }

    private BenchmarkRow measure(ClassifierConfig config, boolean microBatches, boolean halfLoad) {
        Connection connection = config.connection();
        var model = new SleepingModel("sleeping", options.perBatch(), options.perText());
        var clients = new HashMap<>(connection.clients());
        try (var service = new ClassifierService(config, announced -> model);
                var watch = new ResultsWatch(connection);
                Producer<String, SpecificRecord> producer = new KafkaProducer<>(
                        clients, new StringSerializer(), connection.serdes().serializer())) {
            announce(producer, connection.topics());
            service.start();
            await(service);
            long start = System.nanoTime();
            int count = halfLoad ? Math.max(1, options.reviews() / 2) : options.reviews();
            Duration apart = halfLoad ? options.perReview().multipliedBy(2) : Duration.ZERO;
            var sending = CompletableFuture.supplyAsync(() -> send(producer, connection.topics(), count, apart));
            long deadline = start
                    + options.perText()
                            .plus(options.perBatch())
                            .multipliedBy((long) PATIENCE * options.reviews())
                            .plus(READY_WITHIN)
                            .toNanos();
            while (watch.results().size() < count && System.nanoTime() < deadline) {
                watch.look();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Entry> results = List.copyOf(watch.results());
            return new BenchmarkRow(
                    microBatches,
                    config.streams().guarantee(),
                    halfLoad,
                    count,
                    results.size() / seconds,
                    median(model.batches()),
                    BenchmarkRow.Latency.of(watch.latencies()),
                    watch.aborted(),
                    ResultsVerifier.verify(sending.join(), results));
        }
    }

    private ClassifierConfig config(Guarantee guarantee, boolean microBatches) {
        String name = "bench-" + UUID.randomUUID().toString().substring(0, 8) + ".";
        int batchTokens = options.batchTexts() * SleepingModel.TOKENS;
        long tokensPerSecond = Math.max(1, (long) (SleepingModel.TOKENS
                * 1e9
                / options.perText().plus(options.perBatch()).toNanos()));
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "topic.prefix",
                name,
                "topic.create",
                "false",
                "application.id",
                name + "classify",
                "processing.guarantee",
                guarantee.text(),
                "batch.tokens",
                Integer.toString(batchTokens),
                "max.length",
                Integer.toString(SleepingModel.TOKENS),
                "max.windows",
                "1",
                "slowest.tokens.per.second",
                Long.toString(tokensPerSecond)));
        if (!microBatches) {
            settings.put("remembered.bytes", "0");
        }
        return ClassifierConfig.of(settings);
    }

    private static void announce(Producer<String, SpecificRecord> producer, TopicLayout topics) {
        join(producer.send(new ProducerRecord<>(
                topics.name(Topic.MODELS),
                "default",
                ServingModel.newBuilder()
                        .setVersion("sleeping")
                        .setUri("nowhere")
                        .setManifestSha256("none")
                        .setSince(Instant.now())
                        .build())));
    }

    private List<Entry> send(Producer<String, SpecificRecord> producer, TopicLayout topics, int count, Duration apart) {
        List<Entry> sent = new ArrayList<>();
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + apart.multipliedBy(i).toNanos();
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            Entry entry = new Entry("key-" + i % (8 * options.partitions()), "review-" + i);
            sent.add(entry);
            pending.add(producer.send(new ProducerRecord<>(
                    topics.name(Topic.REVIEWS), entry.key(), new Review(entry.reviewId(), "a text", null, null))));
        }
        pending.forEach(MicroBatchBenchmark::join);
        return sent;
    }

    private static void await(ClassifierService service) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!service.ready()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the classifier is " + service.state() + " after "
                        + READY_WITHIN.toSeconds() + " s; the log says why");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static int median(List<Integer> sizes) {
        List<Integer> sorted = sizes.stream().sorted().collect(Collectors.toList());
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** Waits until the brokers have a record. */
    static void join(Future<RecordMetadata> send) {
        try {
            send.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record could not be sent: " + e.getCause(), e);
        }
    }
}
