package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the rows of {@code labelled} from which no candidate has learned, as the trainer counts them: one for each key.
 * Used by one thread.
 */
final class FreshLabels implements RecordSink {
    private final int needed;
    private final Broadcast broadcast;
    private final Waiting<LearningView> waiting;
    private final Map<Integer, Long> learned = new HashMap<>();
    private final Map<String, Place> fresh = new HashMap<>();
    private LearningView shown;

    private record Place(int partition, long offset) {}

    FreshLabels(int needed, Broadcast broadcast, Waiting<LearningView> waiting) {
        this.needed = needed;
        this.broadcast = broadcast;
        this.waiting = waiting;
        shown = new LearningView(0, needed);
        broadcast.state("learning", shown);
    }

    /** A candidate has learned from what is before this offset. */
    void learned(int partition, long offset) {
        learned.merge(partition, offset, Math::max);
        fresh.values().removeIf(place -> place.partition() == partition && place.offset() < offset);
    }

    /** Up to where candidates have learned, if any has from this partition. */
    OptionalLong learned(int partition) {
        Long offset = learned.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            fresh.remove(key);
        } else if (record.offset() >= learned.getOrDefault(record.partition(), 0L)) {
            fresh.put(key, new Place(record.partition(), record.offset()));
        }
        publish();
        waiting.come(key, shown);
    }

    @Override
    public void publish() {
        if (shown.fresh() != fresh.size()) {
            shown = new LearningView(fresh.size(), needed);
            broadcast.state("learning", shown);
        }
    }
}
