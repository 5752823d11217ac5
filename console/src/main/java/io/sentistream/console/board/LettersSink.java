package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the dead letters of both topics, and keeps the last. */
final class LettersSink implements RecordSink {
    /** How many of each topic are kept. */
    static final int MOST = 50;

    private final Broadcast broadcast;
    private final Awaited awaited;
    private final Deque<LetterView> letters = new ArrayDeque<>();
    private boolean changed = true;

    LettersSink(Broadcast broadcast, Awaited awaited) {
        this.broadcast = broadcast;
        this.awaited = awaited;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        LetterView letter = LetterView.of(record);
        letters.addFirst(letter);
        if (letters.size() > MOST * 2) {
            letters.removeLast();
        }
        changed = true;
        if (record.key() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            awaited.results().failed(key, new DeadLetterException(letter.message()));
            awaited.labels().failed(key, new DeadLetterException(letter.message()));
        }
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            List<LetterView> newestFirst = letters.stream()
                    .sorted(Comparator.comparingLong(LetterView::at).reversed())
                    .toList();
            broadcast.state("letters", newestFirst);
        }
    }
}
