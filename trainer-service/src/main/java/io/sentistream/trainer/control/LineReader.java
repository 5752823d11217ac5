package io.sentistream.trainer.control;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what {@code models} and {@code model-versions} say of a line, to their ends. */
final class LineReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private LineReader() {}

    static LineState read(Clients clients, String line) {
        TopicLayout topics = clients.connection().topics();
        AvroSerdes serdes = clients.connection().serdes();
        try (Consumer<byte[], byte[]> consumer = clients.consumer();
                Decoder<ModelVersion> versions = new Decoder<>(serdes, ModelVersion.class);
                Decoder<ServingModel> models = new Decoder<>(serdes, ServingModel.class)) {
            List<TopicPartition> partitions =
                    Partitions.of(consumer, List.of(topics.name(Topic.MODEL_VERSIONS), topics.name(Topic.MODELS)));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            LineState state = LineState.EMPTY;
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.topic().equals(topics.name(Topic.MODELS))) {
                        state = serving(state, line, record, models);
                    } else {
                        Optional<ModelVersion> version = versions.read(record)
                                .filter(read -> read.getLine().equals(line));
                        state = version.map(state::with).orElse(state);
                    }
                }
                // Transaction markers take offsets too, so the position tells the end and no record does.
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return state;
        }
    }

    private static LineState serving(
            LineState state, String line, ConsumerRecord<byte[], byte[]> record, Decoder<ServingModel> models) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (key.equals(Shadow.key(line))) {
            return record.value() == null
                    ? state.withoutShadow()
                    : models.read(record).map(state::withShadow).orElse(state);
        }
        if (!key.equals(line)) {
            return state;
        }
        if (record.value() == null) {
            return new LineState(Optional.empty(), state.shadow(), state.versions());
        }
        return models.read(record).map(state::with).orElse(state);
    }
}
