package io.sentistream.resilience.classify;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.bench.ResultsWatch;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.resilience.JavaProcess;
import io.sentistream.resilience.classify.ClassifierProgram.Kind;
import io.sentistream.resilience.cluster.BrokerCluster;
import io.sentistream.resilience.cluster.Relay;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Classifier processes on topics of their own under a steady load, watched by a reader of committed records. What is to be
 * proved is read from the topics when all processes have ended. Used by one thread.
 */
public final class ClassifierRun implements AutoCloseable {
    private static final Duration STALLED_AFTER = Duration.ofMinutes(6);
    private static final int PARTITIONS = 6;
    private static final int WARM_UP = 200;

    private final Stage stage;
    private final Optional<Kind> kind;
    private final Path directory;
    private final Path settings;
    private final ResultsWatch watch;
    private final List<JavaProcess> instances = new ArrayList<>();
    private final List<ClassifierService> services = new ArrayList<>();
    private final List<SteadyLoad> loads = new ArrayList<>();
    private int sending;

    /**
     * A run without instances or load yet; the model {@code v1} is announced.
     *
     * @param keysAndValues settings besides those of {@link Stage#settings}
     */
    public ClassifierRun(String name, Kind kind, String... keysAndValues) {
        this(name, Optional.of(kind), keysAndValues);
        announce("v1");
    }

    /** A run of classifiers in this JVM: see {@link #add}. No model is announced. */
    public ClassifierRun(String name) {
        this(name, Optional.empty());
    }

    private ClassifierRun(String name, Optional<Kind> kind, String... keysAndValues) {
        BrokerCluster cluster = BrokerCluster.shared();
        this.kind = kind;
        stage = new Stage(name, cluster.bootstrapServers(), cluster.registryUrl(), PARTITIONS);
        directory = Path.of("target", "runs", stage.topics().prefix()).toAbsolutePath();
        Map<String, String> all = new HashMap<>(stage.settings("classify"));
        all.putAll(Map.of(
                "transaction.timeout.ms", "6s",
                "batch.tokens", "1024",
                "max.windows", "1",
                "slowest.tokens.per.second", "1600"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        settings = store(all);
        watch = new ResultsWatch(connection());
    }

    /** Announces a model. */
    public void announce(String version) {
        stage.announce(version, "none", "none");
    }

    /** Starts one more instance; its number, from 0. */
    public int start() {
        instances.add(JavaProcess.start(
                directory.resolve("classifier-" + instances.size() + ".log"),
                "256m",
                ClassifierProgram.class.getName(),
                settings.toString(),
                kind.orElseThrow().name()));
        return instances.size() - 1;
    }

    /** Starts a classifier in this JVM, which ends with the instances. */
    public void add(ClassifierService service) {
        services.add(service);
        service.start();
    }

    /** Starts some instances and waits until reviews of all partitions are answered; their numbers. */
    public List<Integer> startReady(int count) {
        List<Integer> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(start());
        }
        awaitAnswers(load(WARM_UP, WARM_UP));
        return started;
    }

    /** Ends an instance by SIGKILL. */
    public void kill(int instance) throws InterruptedException {
        instances.get(instance).kill();
    }

    /** Has an instance finish what it does and leave. */
    public void leave(int instance) {
        instances.get(instance).close();
    }

    /**
     * Cuts the network of {@link BrokerCluster#relayedServers} at the next commit, and returns when it is cut.
     *
     * @param afterDelivery whether the brokers still hear of the commit, and only their answer is held up
     */
    public void cutInMidCommit(boolean afterDelivery) throws InterruptedException {
        List<Relay> relays = BrokerCluster.shared().relays();
        CountDownLatch cut = new CountDownLatch(1);
        relays.forEach(relay -> relay.cutAt(Relay.END_TRANSACTION, afterDelivery, () -> {
            relays.forEach(Relay::cut);
            cut.countDown();
        }));
        while (!cut.await(10, TimeUnit.MILLISECONDS)) {
            watch.look();
        }
    }

    /** Begins to send reviews, on a thread of its own. */
    public SteadyLoad load(int reviews, int perSecond) {
        SteadyLoad load = new SteadyLoad(stage, sending, reviews, perSecond);
        sending += reviews;
        loads.add(load);
        return load;
    }

    /** Waits until so many results are committed; fails where none comes for minutes. */
    public void awaitResults(int count) {
        long deadline = System.nanoTime() + STALLED_AFTER.toNanos();
        int before = watch.results().size();
        while (watch.results().size() < count) {
            watch.look();
            if (watch.results().size() > before) {
                before = watch.results().size();
                deadline = System.nanoTime() + STALLED_AFTER.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no result came in " + STALLED_AFTER + " after " + before + " of " + count
                        + "; see the logs in " + directory);
            }
        }
    }

    /** Looks at the results for so long. */
    public void watch(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            watch.look();
        }
    }

    /** How many results are committed, as far as was looked. */
    public int results() {
        return watch.results().size();
    }

    /** How long the results from this one on took, from their reviews' timestamps to when they were seen, in ms. */
    public List<Long> latencies(int from) {
        return List.copyOf(watch.latencies().subList(from, watch.latencies().size()));
    }

    /** How many results were written by transactions that were aborted. */
    public long abortedResults() {
        return watch.aborted();
    }

    public Stage stage() {
        return stage;
    }

    public Connection connection() {
        return stage.classifier().connection();
    }

    /** Waits until each review of a load has a result; those before it in their partitions have theirs by then, or never. */
    public void awaitAnswers(SteadyLoad load) {
        Set<Entry> waiting = new HashSet<>(load.sent());
        int looked = 0;
        while (true) {
            List<Entry> results = watch.results();
            results.subList(looked, results.size()).forEach(waiting::remove);
            looked = results.size();
            if (waiting.isEmpty()) {
                return;
            }
            awaitResults(looked + 1);
        }
    }

    /** Waits until each review that was sent has a result, and reads what there is. */
    public Verdict verdict() throws Exception {
        loads.forEach(this::awaitAnswers);
        return verdictNow();
    }

    /** Stops all instances, and reads what there is. */
    public Verdict verdictNow() throws Exception {
        List<Entry> sent = new ArrayList<>();
        loads.forEach(load -> sent.addAll(load.sent()));
        stop();
        watch.lookToTheEnd(STALLED_AFTER);
        return new Verdict(
                sent.size(),
                ResultsVerifier.verify(sent, reviews()),
                ResultsVerifier.verify(sent, watch.results()),
                watch.versions(),
                stage.readAll(Topic.REVIEWS_DLQ).size());
    }

    @Override
    public void close() {
        loads.forEach(SteadyLoad::stop);
        stop();
        watch.close();
        stage.close();
    }

    private void stop() {
        services.forEach(ClassifierService::close);
        instances.forEach(JavaProcess::close);
    }

    private List<Entry> reviews() {
        try (Deserializer<Review> reviews = stage.serdes().deserializer(Review.class)) {
            return stage.readAll(Topic.REVIEWS).stream()
                    .map(review -> new Entry(
                            Stage.text(review.key()),
                            reviews.deserialize(review.topic(), review.value()).getId()))
                    .toList();
        }
    }

    private Path store(Map<String, String> all) {
        Properties properties = new Properties();
        properties.putAll(all);
        Path file = directory.resolve("classifier.properties");
        try {
            Files.createDirectories(directory);
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
