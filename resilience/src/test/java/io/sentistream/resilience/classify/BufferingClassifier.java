package io.sentistream.resilience.classify;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The mistake that ours doesn't make: records are collected in the processor's memory and answered by a timer, while
 * Streams commits their offsets. A test of the tests, which must find what it loses.
 */
final class BufferingClassifier implements Processor<byte[], Review, byte[], Sentiment> {
    /** How often the timer fires. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private final List<Record<byte[], Review>> buffer = new ArrayList<>();
    private ProcessorContext<byte[], Sentiment> context;

    static KafkaStreams start(ClassifierConfig config) {
        Connection connection = config.connection();
        Topology topology = new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "reviews",
                        new ByteArrayDeserializer(),
                        connection.serdes().deserializer(Review.class),
                        connection.topics().name(Topic.REVIEWS))
                .addProcessor("buffer", BufferingClassifier::new, "reviews")
                .addSink(
                        "results",
                        connection.topics().name(Topic.SENTIMENT),
                        new ByteArraySerializer(),
                        connection.serdes().serializer(),
                        "buffer");
        Properties properties = new Properties();
        properties.putAll(config.streams().config(connection));
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.start();
        return streams;
    }

    @Override
    public void init(ProcessorContext<byte[], Sentiment> streamsContext) {
        context = streamsContext;
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> answer());
    }

    @Override
    public void process(Record<byte[], Review> review) {
        buffer.add(review);
    }

    private void answer() {
        for (Record<byte[], Review> review : buffer) {
            context.forward(review.withValue(Sentiment.newBuilder()
                    .setReviewId(review.value().getId())
                    .setLabel("buffered")
                    .setScore(1)
                    .setScores(Map.of("buffered", 1.0))
                    .setModelVersion("v1")
                    .setClassifiedAt(Instant.now())
                    .build()));
        }
        buffer.clear();
    }
}
