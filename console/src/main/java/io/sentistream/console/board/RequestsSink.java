package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.LabelRequest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the reviews that a line asks people about, until they are labelled or taken back. */
final class RequestsSink implements RecordSink {
    /** How many a page gets at a time. */
    static final int MOST = 20;

    private final String line;
    private final Broadcast broadcast;
    private final Map<String, RequestView> open = new HashMap<>();
    private boolean changed = true;

    /**
     * What a page gets.
     *
     * @param open how many are asked for
     * @param first the most useful of them
     */
    record Requests(int open, List<RequestView> first) {}

    RequestsSink(String line, Broadcast broadcast) {
        this.line = line;
        this.broadcast = broadcast;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (record.key() != null) {
            take(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null ? Optional.empty() : decoder.read(record, LabelRequest.class));
        }
    }

    void take(String id, Optional<LabelRequest> request) {
        open.remove(id);
        request.filter(asked -> asked.getLine().equals(line)).ifPresent(asked -> open.put(id, RequestView.of(asked)));
        changed = true;
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            List<RequestView> first = open.values().stream()
                    .sorted(Comparator.comparingInt(RequestView::place).thenComparing(RequestView::id))
                    .limit(MOST)
                    .toList();
            broadcast.state("requests", new Requests(open.size(), first));
        }
    }
}
