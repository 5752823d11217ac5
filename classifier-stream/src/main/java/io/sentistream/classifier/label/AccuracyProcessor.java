package io.sentistream.classifier.label;

import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.LiveAccuracy;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes counts as the topic {@code live-accuracy} holds them; without a value where all was withdrawn. */
final class AccuracyProcessor implements Processor<byte[], AccuracyCount, byte[], byte[]> {
    private final String topic;
    private final Serializer<LiveAccuracy> serializer;
    private final Patience patience;
    private ProcessorContext<byte[], byte[]> context;

    AccuracyProcessor(String topic, AvroSerdes serdes, Patience patience) {
        this.topic = topic;
        this.serializer = serdes.serializer();
        this.patience = patience;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streamsContext) {
        context = streamsContext;
    }

    @Override
    public void process(Record<byte[], AccuracyCount> record) {
        context.forward(
                record.withValue(record.value() == null ? null : patience.untilAvailable(() -> serialize(record))));
    }

    private byte[] serialize(Record<byte[], AccuracyCount> record) {
        String[] key = JsonSerde.read(record.key(), String[].class);
        LiveAccuracy accuracy = LiveAccuracy.newBuilder()
                .setModelVersion(key[0])
                .setSource(key[1])
                .setDay(LocalDate.parse(key[2]))
                .setRight(record.value().right())
                .setWrong(record.value().wrong())
                .setUpdatedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
        try {
            return serializer.serialize(topic, accuracy);
        } catch (KafkaException e) {
            throw new UnavailableException("the schema registry does not take the schema of " + topic + ": " + e, e);
        }
    }
}
