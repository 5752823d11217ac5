package io.sentistream.classifier.label;

import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** The topology of {@code label}: feedback as bytes, one processor, labelled reviews and dead letters as bytes. */
public final class LabelTopology {
    static final String LABELLED = "labelled";
    static final String DEAD_LETTERS = "dead-letters";

    private LabelTopology() {}

    /**
     * Builds the topology.
     *
     * @param topics the names of the topics
     * @param serdes how feedback is read and labelled reviews are written
     * @param maxBytes the largest record that a topic takes, in bytes, as it is known now
     * @param patience how long a record waits for the registry
     * @param metrics what is measured
     */
    static Topology build(
            TopicLayout topics,
            AvroSerdes serdes,
            ToIntFunction<Topic> maxBytes,
            Patience patience,
            LabelMetrics metrics) {
        DeadLetters deadLetters = new DeadLetters(() -> maxBytes.applyAsInt(Topic.FEEDBACK_DLQ), metrics.deadLetters());
        // One for each thread, not for each task: the schemas that they know stay known when partitions come and go.
        ThreadLocal<AvroReader<Feedback>> readers =
                ThreadLocal.withInitial(() -> new AvroReader<>(serdes, Feedback.class));
        ThreadLocal<LabelledWriter> writers = ThreadLocal.withInitial(() ->
                new LabelledWriter(topics.name(Topic.LABELLED), serdes, () -> maxBytes.applyAsInt(Topic.LABELLED)));
        var bytes = new ByteArrayDeserializer();
        var toBytes = new ByteArraySerializer();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "feedback",
                        (record, partitionTime) -> Math.max(0, record.timestamp()),
                        bytes,
                        bytes,
                        topics.name(Topic.FEEDBACK))
                .addProcessor(
                        "label",
                        () -> new LabelProcessor(readers.get(), writers.get(), deadLetters, patience),
                        "feedback")
                .addSink(LABELLED, topics.name(Topic.LABELLED), toBytes, toBytes, "label")
                .addSink(DEAD_LETTERS, topics.name(Topic.FEEDBACK_DLQ), toBytes, toBytes, "label");
    }
}
