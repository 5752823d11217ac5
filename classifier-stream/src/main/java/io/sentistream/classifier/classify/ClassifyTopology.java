package io.sentistream.classifier.classify;

import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** The topology of {@code classify}: reviews as bytes, one processor, results of both models and dead letters as bytes. */
public final class ClassifyTopology {
    /** The header of a result with the version of the model that gave it. */
    public static final String VERSION_HEADER = "sentistream-model-version";

    static final String RESULTS = "results";
    static final String SHADOWS = "shadows";
    static final String DEAD_LETTERS = "dead-letters";

    private ClassifyTopology() {}

    /**
     * What the topology is made of.
     *
     * @param topics the names of the topics
     * @param serdes how results are written, and reviews read in {@link ReviewFormat#AVRO}
     * @param format how reviews are written
     * @param includeText whether results repeat the review's text
     * @param batchTokens the most tokens of a micro-batch
     * @param maxBytes the largest record that a topic takes, in bytes, as it is known now
     * @param metrics what is measured
     * @param shadowMetrics what is measured of the shadow
     */
    record Parts(
            TopicLayout topics,
            AvroSerdes serdes,
            ReviewFormat format,
            boolean includeText,
            int batchTokens,
            ToIntFunction<Topic> maxBytes,
            ClassifyMetrics metrics,
            ShadowMetrics shadowMetrics) {
        /** A writer of results for one thread. */
        private SentimentWriter writer(Topic topic) {
            return new SentimentWriter(topics.name(topic), serdes, includeText, () -> maxBytes.applyAsInt(topic));
        }
    }

    /**
     * Builds the topology.
     *
     * @param parts what it is made of
     * @param models where the model is taken from; it must hold one when the first record comes
     * @param shadow the model that answers its share beside it, if there is one
     * @param polls where the consumers leave what they poll; may stay empty, and then each record is classified alone
     * @param patience how long a record waits for the registry
     */
    static Topology build(Parts parts, ModelSlot models, ShadowModel shadow, RememberedPolls polls, Patience patience) {
        DeadLetters deadLetters = new DeadLetters(
                () -> parts.maxBytes().applyAsInt(Topic.REVIEWS_DLQ),
                parts.metrics().deadLetters());
        // One for each thread, not for each task: the schemas that they know stay known when partitions come and go.
        ThreadLocal<ReviewDecoder> decoders =
                ThreadLocal.withInitial(() -> parts.format().decoder(parts.serdes()));
        ThreadLocal<SentimentWriter> writers = ThreadLocal.withInitial(() -> parts.writer(Topic.SENTIMENT));
        ThreadLocal<ShadowWriter> shadows = ThreadLocal.withInitial(
                () -> new ShadowWriter(parts.writer(Topic.SENTIMENT_SHADOW), parts.shadowMetrics()));
        RecentAnswers recent = new RecentAnswers();
        RecentAnswers recentOfShadow = new RecentAnswers();
        var bytes = new ByteArrayDeserializer();
        var toBytes = new ByteArraySerializer();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "reviews",
                        // Only records of very old producers have no time; a negative one would drop the record.
                        (record, partitionTime) -> Math.max(0, record.timestamp()),
                        bytes,
                        bytes,
                        parts.topics().name(Topic.REVIEWS))
                .addProcessor(
                        "classify",
                        () -> new ClassifyProcessor(
                                parts.topics().name(Topic.REVIEWS),
                                polls,
                                new MicroBatches(models, decoders.get(), patience, recent, parts.batchTokens()),
                                new ShadowBatches(
                                        shadow,
                                        decoders.get(),
                                        recentOfShadow,
                                        parts.batchTokens(),
                                        parts.shadowMetrics()),
                                writers.get(),
                                shadows.get(),
                                deadLetters,
                                patience,
                                parts.metrics()),
                        "reviews")
                .addSink(RESULTS, parts.topics().name(Topic.SENTIMENT), toBytes, toBytes, "classify")
                .addSink(SHADOWS, parts.topics().name(Topic.SENTIMENT_SHADOW), toBytes, toBytes, "classify")
                .addSink(DEAD_LETTERS, parts.topics().name(Topic.REVIEWS_DLQ), toBytes, toBytes, "classify");
    }
}
