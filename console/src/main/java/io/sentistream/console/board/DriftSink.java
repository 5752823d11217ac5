package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.Drift;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the changes that were noticed of a line, and keeps the last. */
final class DriftSink implements RecordSink {
    /** How many are kept. */
    static final int MOST = 20;

    private final String line;
    private final Broadcast broadcast;
    private final Deque<DriftView> newestFirst = new ArrayDeque<>();
    private boolean changed = true;

    DriftSink(String line, Broadcast broadcast) {
        this.line = line;
        this.broadcast = broadcast;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        decoder.read(record, Drift.class)
                .filter(drift -> drift.getLine().equals(line))
                .ifPresent(drift -> {
                    newestFirst.addFirst(DriftView.of(drift));
                    if (newestFirst.size() > MOST) {
                        newestFirst.removeLast();
                    }
                    changed = true;
                });
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            broadcast.state("drift", List.copyOf(newestFirst));
        }
    }
}
