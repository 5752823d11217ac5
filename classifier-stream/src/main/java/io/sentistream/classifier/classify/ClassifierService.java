package io.sentistream.classifier.classify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.ModelFollower;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.classifier.model.ModelLoader;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.classifier.model.ModelSwaps;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.classifier.runtime.RecordLimits;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.classifier.runtime.StreamsApplication;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.program.Service;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;

/**
 * The classifier: follows the model of its serving line, and classifies reviews once there is one. Safe for use by
 * several threads.
 */
public final class ClassifierService implements Service, AutoCloseable {
    private final Duration closeWithin;
    private final ModelSlot models = new ModelSlot();
    private final ModelSwaps swaps;
    private final ShadowModel shadow;
    private final ModelFollower follower;
    private final StreamsApplication application;

    /**
     * A classifier of checkpoints that is not started yet.
     *
     * @param meters where its metrics are shown
     * @throws IllegalArgumentException if the device is not there
     */
    public ClassifierService(ClassifierConfig config, MeterRegistry meters) {
        this(config, new CheckpointLoader(config.inference()), meters);
    }

    /** A classifier of checkpoints whose metrics nobody sees. */
    public ClassifierService(ClassifierConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /**
     * A classifier whose metrics nobody sees.
     *
     * @param loader how announced models are loaded
     */
    public ClassifierService(ClassifierConfig config, ModelLoader loader) {
        this(config, loader, new CompositeMeterRegistry());
    }

    ClassifierService(ClassifierConfig config, ModelLoader loader, MeterRegistry meters) {
        this.closeWithin = config.operations().shutdownTimeout();
        Connection connection = config.connection();
        var limits = new RecordLimits(connection);
        var patience = new Patience(config.streams().patience());
        var metrics = new ClassifyMetrics(meters);
        var shadowMetrics = new ShadowMetrics(meters);
        var polls =
                new RememberedPolls(connection.topics().name(Topic.REVIEWS), config.rememberedBytes(), metrics.queue());
        var parts = new ClassifyTopology.Parts(
                connection.topics(),
                connection.serdes(),
                config.format(),
                config.includeText(),
                config.batchTokens(),
                limits,
                metrics,
                shadowMetrics);
        this.shadow = new ShadowModel(loader);
        shadow.addListener(shadowMetrics);
        Topology topology = ClassifyTopology.build(parts, models, shadow, polls, patience);
        Map<String, Object> streamsConfig = config.streams().config(connection);
        polls.addTo(streamsConfig);
        String announcements = connection.topics().name(Topic.MODELS);
        this.swaps = new ModelSwaps(metrics.measured(loader), models);
        swaps.addListener(metrics);
        this.follower = new ModelFollower(
                announcements,
                () -> consumer(connection),
                meters,
                new AvroReader<>(connection.serdes(), ServingModel.class),
                Map.of(config.line(), swaps, Shadow.key(config.line()), shadow));
        this.application = new StreamsApplication(new StreamsApplication.Plan(
                "classify",
                connection,
                topology,
                streamsConfig,
                limits,
                List.of(Topic.SENTIMENT, Topic.SENTIMENT_SHADOW, Topic.REVIEWS_DLQ),
                patience,
                new StreamsApplication.Need(
                        () -> models.version().isPresent(),
                        "for the first model of the line " + config.line() + " on the topic " + announcements
                                + "; reviews are kept until then"),
                meters));
    }

    @Override
    public void start() {
        follower.start();
        application.start();
    }

    /** Where the classifier is in its life. */
    public ServiceState state() {
        return application.state();
    }

    @Override
    public Health health() {
        return application.health();
    }

    /** Whether reviews are classified now. */
    public boolean ready() {
        return state() == ServiceState.READY;
    }

    /** The version that serves, if any. */
    public Optional<String> servingVersion() {
        return models.version();
    }

    /** The version that runs in its shadow, if any. */
    public Optional<String> shadowVersion() {
        return shadow.version();
    }

    /** How many announced models were refused. */
    public int refusedModels() {
        return swaps.refused();
    }

    /** Tells the listener what becomes of announced models from now on. */
    public void addListener(ModelListener listener) {
        swaps.addListener(listener);
    }

    /**
     * Finishes what was polled, commits and stops; after half the time, finishes the micro-batch at hand alone. False if
     * that took longer than allowed.
     */
    @Override
    public boolean close(Duration timeout) {
        boolean clean = application.close(timeout);
        follower.close();
        swaps.close();
        models.close();
        shadow.close();
        return clean;
    }

    @Override
    public void close() {
        close(closeWithin);
    }

    private static Consumer<byte[], byte[]> consumer(Connection connection) {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
