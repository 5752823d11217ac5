package io.sentistream.classifier.bench;

import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.classifier.bench.BenchmarkRow.Latency;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.Model;
import io.sentistream.classifier.runtime.Guarantee;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures what the stream costs: Kafka Streams that copies bytes, and that decodes and encodes them, the classifier with a
 * model that does nothing, with a real one, and that model called without any stream. Each row has topics of its own, which
 * are removed after it; its reviews are all there before the application starts, and come at half the speed found then.
 *
 * @param bootstrapServers the brokers
 * @param registryUrl the schema registry
 * @param model the real model
 */
public record StreamBenchmark(String bootstrapServers, String registryUrl, ServingModel model, StreamOptions options) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_PACED = 20_000;
    private static final int POLL = 1_000;
    private static final int KEYS = 101;
    private static final double SHADOW_SHARE = 0.1;
    private static final int TURNS = 3;

    /** Measures all rows and prints each as soon as it is there, then how they compare. */
    public void print(Consumer<String> out) {
        StreamSetup once = StreamSetup.of(Guarantee.EXACTLY_ONCE_V2);
        StreamSetup least = StreamSetup.of(Guarantee.AT_LEAST_ONCE);
        double direct = direct();
        int modelReviews = Math.max(1_000, (int) (direct * options.load().toSeconds()));
        out.accept(String.format(
                Locale.ROOT,
                "The model called directly, without a stream: %.0f texts/s; a micro-batch of %d tokens takes %.0f ms.",
                direct,
                config(once, "none").batchTokens(),
                batchMillis()));
        out.accept("");
        out.accept(StreamRow.HEAD);
        measure(StreamSubject.IDLE, once, options.reviews()); // what comes first warms the process up
        Map<String, Double> rates = new HashMap<>();
        for (StreamSetup setup : List.of(once, least)) {
            for (StreamSubject subject : EnumSet.complementOf(EnumSet.of(StreamSubject.SHADOWED))) {
                int reviews = subject == StreamSubject.MODEL ? modelReviews : options.reviews();
                rates.put(subject + setup.guarantee().text(), row(out, subject, setup, reviews));
            }
        }
        for (long commit : new long[] {30, 300, 1_000}) {
            row(out, StreamSubject.MODEL, once.commitEvery(commit), modelReviews);
        }
        for (int threads : new int[] {1, 2, 4}) {
            row(out, StreamSubject.IDLE, once.threads(threads), options.reviews());
            row(out, StreamSubject.MODEL, once.threads(threads), modelReviews);
        }
        out.accept("");
        for (StreamSetup setup : List.of(once, least)) {
            String guarantee = setup.guarantee().text();
            out.accept(String.format(
                    Locale.ROOT,
                    "%s: with the no-op model %.2f of the identity topology, %.2f of one that decodes and encodes; with the model %.2f of it"
                            + " called directly.",
                    guarantee,
                    rates.get(StreamSubject.IDLE + guarantee) / rates.get(StreamSubject.IDENTITY + guarantee),
                    rates.get(StreamSubject.IDLE + guarantee) / rates.get(StreamSubject.TYPED + guarantee),
                    rates.get(StreamSubject.MODEL + guarantee) / direct));
        }
    }

    /**
     * Measures what it costs that a model as large runs in the shadow on a tenth of the reviews: without and with it in turn,
     * so that both meet whatever else the machine does.
     */
    public void printShadow(Consumer<String> out) {
        StreamSetup once = StreamSetup.of(Guarantee.EXACTLY_ONCE_V2);
        int reviews = Math.max(1_000, (int) (direct() * options.load().toSeconds()));
        double batchMillis = batchMillis();
        out.accept(StreamRow.HEAD);
        List<StreamRow> alone = new ArrayList<>();
        List<StreamRow> shadowed = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            alone.add(shown(out, StreamSubject.MODEL, once, reviews));
            shadowed.add(shown(out, StreamSubject.SHADOWED, once, reviews));
        }
        out.accept("");
        out.accept(String.format(
                Locale.ROOT,
                "With a model as large in the shadow on %.0f %% of the reviews (medians of %d turns): %.3f of the records/s;"
                        + " p99 at half load %.0f ms against %.0f ms, where a full micro-batch takes %.0f ms.",
                100 * SHADOW_SHARE,
                TURNS,
                median(shadowed, StreamRow::perSecond) / median(alone, StreamRow::perSecond),
                median(shadowed, row -> row.latency().p99()),
                median(alone, row -> row.latency().p99()),
                batchMillis));
    }

    private static double median(List<StreamRow> rows, ToDoubleFunction<StreamRow> number) {
        return rows.stream().mapToDouble(number).sorted().toArray()[TURNS / 2];
    }

    private double row(Consumer<String> out, StreamSubject subject, StreamSetup setup, int reviews) {
        return shown(out, subject, setup, reviews).perSecond();
    }

    private StreamRow shown(Consumer<String> out, StreamSubject subject, StreamSetup setup, int reviews) {
        StreamRow row = measure(subject, setup, reviews);
        out.accept(row.text());
        return row;
    }

    /** Texts a second of the model by itself, on one thread that hands it as many at a time as a poll has. */
    private double direct() {
        List<String> texts = IntStream.range(0, POLL).mapToObj(options::text).toList();
        try (Model loaded = loader().load(model)) {
            classify(loaded, texts);
            long start = System.nanoTime();
            long end = start + options.load().toNanos();
            int done = 0;
            while (System.nanoTime() < end) {
                classify(loaded, texts);
                done += POLL;
            }
            return done / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** How long the model takes for a full micro-batch of these texts. */
    private double batchMillis() {
        try (Model loaded = loader().load(model)) {
            List<String> batch = new ArrayList<>();
            int tokens = 0;
            while (tokens < inference().batchTokens()) {
                batch.add(options.text(batch.size()));
                tokens += loaded.encode(batch.get(batch.size() - 1)).tokens();
            }
            classify(loaded, batch);
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                classify(loaded, batch);
            }
            return (System.nanoTime() - start) / 5e6;
        }
    }

    private static void classify(Model loaded, List<String> texts) {
        loaded.classify(texts.stream().map(loaded::encode).toList());
    }

    private StreamRow measure(StreamSubject subject, StreamSetup setup, int reviews) {
        ClassifierConfig config =
                config(setup, "bench-" + UUID.randomUUID().toString().substring(0, 8) + ".");
        Connection connection = config.connection();
        TopicLayout topics = connection.topics();
        try (Admin admin = connection.admin()) {
            new TopicLayout(
                            topics.prefix(),
                            -1,
                            Map.of(
                                    Topic.REVIEWS,
                                    setup.partitions(),
                                    Topic.SENTIMENT,
                                    setup.partitions(),
                                    Topic.SENTIMENT_SHADOW,
                                    setup.partitions()))
                    .createMissing(admin);
            try {
                return measure(subject, setup, config, reviews);
            } finally {
                admin.deleteTopics(
                        Arrays.stream(Topic.values()).map(topics::name).toList());
            }
        }
    }

    private StreamRow measure(StreamSubject subject, StreamSetup setup, ClassifierConfig config, int reviews) {
        TopicLayout topics = config.connection().topics();
        try (Producer<String, SpecificRecord> producer = new KafkaProducer<>(
                        new HashMap<>(config.connection().clients()),
                        new StringSerializer(),
                        config.connection().serdes().serializer());
                TopicWatch watch = new TopicWatch(config.connection(), topics.name(Topic.SENTIMENT))) {
            MicroBatchBenchmark.join(
                    producer.send(new ProducerRecord<>(topics.name(Topic.MODELS), config.line(), model)));
            if (subject == StreamSubject.SHADOWED) {
                ServingModel shadow = ServingModel.newBuilder(model)
                        .setVersion("shadow")
                        .setShare(SHADOW_SHARE)
                        .setBeside(model.getVersion())
                        .build();
                MicroBatchBenchmark.join(producer.send(
                        new ProducerRecord<>(topics.name(Topic.MODELS), Shadow.key(config.line()), shadow)));
            }
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < reviews; i++) {
                sent.add(send(producer, topics, i));
            }
            sent.forEach(MicroBatchBenchmark::join);
            Queue<Long> batches = new ConcurrentLinkedQueue<>();
            Runnable stop = subject.start(config, batches);
            try {
                int first = await(watch, reviews / 10);
                long from = System.nanoTime();
                await(watch, reviews);
                double perSecond = (reviews - first) / ((System.nanoTime() - from) / 1e9);
                double paced = Math.min(MOST_PACED, perSecond / 2);
                batches.clear();
                pace(producer, topics, watch, reviews, paced);
                return new StreamRow(
                        subject.text(),
                        setup,
                        reviews,
                        perSecond,
                        paced,
                        Latency.of(List.copyOf(batches)),
                        Latency.of(watch.latencies()));
            } finally {
                stop.run();
            }
        }
    }

    /** Sends at a steady rate and watches the results meanwhile. */
    private void pace(
            Producer<String, SpecificRecord> producer, TopicLayout topics, TopicWatch watch, int first, double rate) {
        long start = System.nanoTime();
        long end = start + options.warmUp().plus(options.load()).toNanos();
        watch.keepFrom(System.currentTimeMillis() + options.warmUp().toMillis());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        while (System.nanoTime() < end) {
            long due = (long) ((System.nanoTime() - start) / 1e9 * rate);
            while (sent.size() < due) {
                sent.add(send(producer, topics, first + sent.size()));
            }
            watch.look();
        }
        sent.forEach(MicroBatchBenchmark::join);
        await(watch, first + sent.size());
    }

    private Future<RecordMetadata> send(Producer<String, SpecificRecord> producer, TopicLayout topics, int review) {
        return producer.send(new ProducerRecord<>(
                topics.name(Topic.REVIEWS),
                "key-" + review % KEYS,
                new Review("review-" + review, options.text(review), null, null)));
    }

    private static int await(TopicWatch watch, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int seen = watch.look();
        while (seen < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + seen + " of " + count + " results came in " + PATIENCE + "; the log says why");
            }
            seen = watch.look();
        }
        return seen;
    }

    private CheckpointLoader loader() {
        return new CheckpointLoader(inference());
    }

    private InferenceConfig inference() {
        return config(StreamSetup.of(Guarantee.AT_LEAST_ONCE), "none").inference();
    }

    private ClassifierConfig config(StreamSetup setup, String name) {
        return ClassifierConfig.of(Map.of(
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
                "device",
                "cpu",
                "processing.guarantee",
                setup.guarantee().text(),
                "commit.interval.ms",
                setup.commitInterval().toMillis() + "ms",
                "num.stream.threads",
                Integer.toString(setup.threads())));
    }
}
