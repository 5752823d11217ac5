package io.sentistream.trainer.control;

import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what {@code feedback-quarantine} says of a line, to its end. */
final class QuarantineReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private QuarantineReader() {}

    /** The labels by their keys on {@code labelled}. */
    static Map<String, QuarantinedLabel> read(Clients clients, String line) {
        Map<String, QuarantinedLabel> labels = new LinkedHashMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer();
                Decoder<QuarantinedLabel> decoder =
                        new Decoder<>(clients.connection().serdes(), QuarantinedLabel.class)) {
            List<TopicPartition> partitions = Partitions.of(
                    consumer, List.of(clients.connection().topics().name(Topic.FEEDBACK_QUARANTINE)));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                    QuarantineKey.labelled(line, key).ifPresent(labelled -> {
                        if (record.value() == null) {
                            labels.remove(labelled);
                        } else {
                            decoder.read(record).ifPresent(label -> labels.put(labelled, label));
                        }
                    });
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        return labels;
    }
}
