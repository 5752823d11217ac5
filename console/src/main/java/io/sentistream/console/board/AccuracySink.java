package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.LiveAccuracy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Adds up what {@code live-accuracy} counts of each version: the newest record of each key is the count of its day. */
final class AccuracySink implements RecordSink {
    private final Broadcast broadcast;
    private final Map<String, LiveAccuracy> counts = new HashMap<>();
    private boolean changed = true;

    AccuracySink(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (record.key() != null) {
            take(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null ? Optional.empty() : decoder.read(record, LiveAccuracy.class));
        }
    }

    void take(String key, Optional<LiveAccuracy> count) {
        count.ifPresentOrElse(value -> counts.put(key, value), () -> counts.remove(key));
        changed = true;
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            broadcast.state("accuracy", versions());
        }
    }

    private List<AccuracyView> versions() {
        Map<String, long[]> sums = new TreeMap<>();
        for (LiveAccuracy count : counts.values()) {
            long[] sum = sums.computeIfAbsent(count.getModelVersion(), missing -> new long[2]);
            sum[0] += count.getRight() + count.getWrong();
            sum[1] += count.getRight();
        }
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue()[0] > 0)
                .map(sum -> AccuracyView.of(sum.getKey(), sum.getValue()[0], sum.getValue()[1]))
                .toList();
    }
}
