package io.sentistream.classifier.label;

import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of {@code label}, in three parts with a topic of the application's own between them.
 *
 * <pre>
 * reviews ───┐                  by review id                         by version, source and day
 * both ──────┼─ what is needed ──────────────▶ match (stores) ──────────────────────────────▶ count ─▶ live-accuracy
 * feedback ──┘        │                          │
 *                     └── without an id ─────────┴─▶ labelled, feedback-dlq
 * </pre>
 */
public final class LabelTopology {
    /** The application's own topic of what is known by a review's id, after the application's id and a dash. */
    public static final String BY_REVIEW_TOPIC = "by-review-repartition";

    static final String BY_REVIEW = "all-by-review";
    static final String JUDGEMENTS = "judgements";
    static final String LABELLED = "labelled";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String FEEDBACK = "label-feedback";
    private static final String MATCH = "match";
    private static final String LIVE_ACCURACY = "write-accuracy";

    private LabelTopology() {}

    /**
     * What the topology is made of.
     *
     * @param topics the names of the topics
     * @param serdes how feedback, results and reviews are read and what comes of them is written
     * @param format how reviews are written
     * @param retention how long reviews and results are kept for feedback by id
     * @param feedbackWait how long feedback waits for its review
     * @param partitions of the application's own topics, and so of its stores
     * @param maxBytes the largest record that a topic takes, in bytes, as it is known now
     */
    public record Parts(
            TopicLayout topics,
            AvroSerdes serdes,
            ReviewFormat format,
            Duration retention,
            Duration feedbackWait,
            int partitions,
            ToIntFunction<Topic> maxBytes) {}

    /**
     * Builds the topology.
     *
     * @param parts what it is made of
     * @param patience how long a record waits for the registry
     * @param metrics what is measured
     * @param accuracy hears each judgement
     */
    public static Topology build(Parts parts, Patience patience, LabelMetrics metrics, AccuracyListener accuracy) {
        AvroSerdes serdes = parts.serdes();
        String labelled = parts.topics().name(Topic.LABELLED);
        DeadLetters deadLetters =
                new DeadLetters(() -> parts.maxBytes().applyAsInt(Topic.FEEDBACK_DLQ), metrics.deadLetters());
        // What is too large for labelled is of no use on the way there.
        ByReviewRecords byReview = new ByReviewRecords(() -> parts.maxBytes().applyAsInt(Topic.LABELLED));
        // One for each thread, not for each task: the schemas that they know stay known when partitions come and go.
        ThreadLocal<ReviewDecoder> reviews =
                ThreadLocal.withInitial(() -> parts.format().decoder(serdes));
        ThreadLocal<AvroReader<Sentiment>> results =
                ThreadLocal.withInitial(() -> new AvroReader<>(serdes, Sentiment.class));
        ThreadLocal<AvroReader<Feedback>> feedback =
                ThreadLocal.withInitial(() -> new AvroReader<>(serdes, Feedback.class));
        ThreadLocal<LabelledWriter> writers = ThreadLocal.withInitial(() ->
                new LabelledWriter(labelled, serdes, () -> parts.maxBytes().applyAsInt(Topic.LABELLED)));

        var builder = new StreamsBuilder();
        builder.addStateStore(KeptForATime.builder(KeptReviews.STORE, KeptReview.class, parts.retention()));
        builder.addStateStore(KeptForATime.builder(Judgements.STORE, Judgement.class, parts.retention()));
        builder.addStateStore(WaitingFeedback.builder());
        var sources = new Sources(builder, parts.topics());
        KStream<byte[], byte[]> texts = sources.stream(
                Topic.REVIEWS,
                "keep-reviews",
                () -> new ByReviewProcessor(raw -> Needed.of(reviews.get().decode(raw)), byReview, patience));
        KStream<byte[], byte[]> said = sources.stream(
                Topic.SENTIMENT,
                "keep-results",
                () -> new ByReviewProcessor(raw -> Needed.of(results.get().read(raw)), byReview, patience));
        KStream<byte[], byte[]> shadow = sources.stream(
                Topic.SENTIMENT_SHADOW,
                "keep-shadows",
                () -> new ByReviewProcessor(raw -> Needed.ofShadow(results.get().read(raw)), byReview, patience));
        KStream<byte[], byte[]> given = sources.stream(
                Topic.FEEDBACK,
                FEEDBACK,
                () -> new FeedbackProcessor(feedback.get(), byReview, writers.get(), deadLetters, patience));
        KStream<byte[], byte[]> judgements = texts.merge(said)
                .merge(shadow)
                .merge(given, Named.as(BY_REVIEW))
                .repartition(Repartitioned.<byte[], byte[]>as("by-review")
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray())
                        .withNumberOfPartitions(parts.partitions()))
                .process(
                        () -> new MatchProcessor(
                                feedback.get(),
                                writers.get(),
                                deadLetters,
                                patience,
                                parts.retention(),
                                parts.feedbackWait(),
                                accuracy),
                        Named.as(MATCH),
                        KeptReviews.STORE,
                        Judgements.STORE,
                        WaitingFeedback.STORE)
                // Does nothing, and gives those downstream a name to forward to.
                .filter((key, change) -> true, Named.as(JUDGEMENTS));
        judgements
                .groupByKey(Grouped.<byte[], byte[]>as("accuracy")
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray()))
                .aggregate(
                        () -> new AccuracyCount(0, 0),
                        (key, change, count) -> added(count, change),
                        Named.as("count"),
                        Materialized.<byte[], AccuracyCount>as(Stores.inMemoryKeyValueStore("accuracy"))
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(JsonSerde.of(AccuracyCount.class)))
                .toStream()
                .process(
                        () -> new AccuracyProcessor(parts.topics().name(Topic.LIVE_ACCURACY), serdes, patience),
                        Named.as(LIVE_ACCURACY));
        var toBytes = new ByteArraySerializer();
        return builder.build()
                .addSink(LABELLED, labelled, toBytes, toBytes, FEEDBACK, MATCH)
                .addSink(DEAD_LETTERS, parts.topics().name(Topic.FEEDBACK_DLQ), toBytes, toBytes, FEEDBACK, MATCH)
                .addSink("live-accuracy", parts.topics().name(Topic.LIVE_ACCURACY), toBytes, toBytes, LIVE_ACCURACY);
    }

    /** The topics that are read, as bytes and from their beginnings. */
    private record Sources(StreamsBuilder builder, TopicLayout topics) {
        KStream<byte[], byte[]> stream(
                Topic topic, String name, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
            return builder.stream(
                            topics.name(topic),
                            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                    .withTimestampExtractor((record, partitionTime) -> Math.max(0, record.timestamp()))
                                    .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                    .withName(topic.plainName()))
                    .process(processor, Named.as(name));
        }
    }

    /** The count after a change; none where nothing is left to count. */
    private static AccuracyCount added(AccuracyCount count, byte[] change) {
        AccuracyCount sum = count.plus(JsonSerde.read(change, AccuracyCount.class));
        return sum.isNone() ? null : sum;
    }
}
