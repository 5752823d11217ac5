package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantinedLabel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what a line's trainer set aside; a label that was released is shown until it is learned. */
final class QuarantineSink implements RecordSink {
    /** How many the page shows. */
    private static final int MOST = 100;

    private final String line;
    private final Broadcast broadcast;
    private final Waiting<CommandOutcome> waiting;
    private final Map<String, QuarantineView.Label> labels = new LinkedHashMap<>();
    private boolean changed = true;

    QuarantineSink(String line, Broadcast broadcast, Waiting<CommandOutcome> waiting) {
        this.line = line;
        this.broadcast = broadcast;
        this.waiting = waiting;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        QuarantineKey.labelled(line, key).ifPresent(labelled -> {
            changed = true;
            labels.remove(labelled);
            if (record.value() != null) {
                decoder.read(record, QuarantinedLabel.class).ifPresent(label -> put(labelled, label));
            }
        });
    }

    private void put(String key, QuarantinedLabel label) {
        if (!label.getLearned()) {
            labels.put(key, QuarantineView.Label.of(key, label));
        }
        if (label.getReleasedFor() != null) {
            publish(); // so that the page shows it before it hears what became of the request
            waiting.come(label.getReleasedFor(), new CommandOutcome(false, "released", ""));
        }
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            List<QuarantineView.Label> newestFirst = new ArrayList<>(labels.values());
            newestFirst.sort(
                    Comparator.comparingLong(QuarantineView.Label::since).reversed());
            broadcast.state(
                    "quarantine",
                    new QuarantineView(
                            newestFirst.size(),
                            List.copyOf(newestFirst.subList(0, Math.min(MOST, newestFirst.size())))));
        }
    }
}
