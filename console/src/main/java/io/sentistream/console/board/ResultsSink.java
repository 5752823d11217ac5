package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.Sentiment;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes results: to the stream, to the person who waits for one, and into the traffic. Those that were there before the
 * console began come partition by partition, so the last of them are shown at once, by their time.
 */
final class ResultsSink implements RecordSink {
    private final Broadcast broadcast;
    private final Waiting<ResultView> waiting;
    private final Traffic traffic = new Traffic();
    private final PriorityQueue<ResultView> history = new PriorityQueue<>(Comparator.comparingLong(ResultView::at));
    private boolean caughtUp;
    private long shown;

    ResultsSink(Broadcast broadcast, Waiting<ResultView> waiting) {
        this.broadcast = broadcast;
        this.waiting = waiting;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        decoder.read(record, Sentiment.class).ifPresent(sentiment -> {
            ResultView result = ResultView.of(sentiment, record.timestamp());
            // A clock that is ahead must not push all others out of the window.
            traffic.add(Math.min(result.at(), System.currentTimeMillis()), result.latencyMillis());
            show(result);
            waiting.come(result.id(), result);
        });
    }

    private void show(ResultView result) {
        if (caughtUp) {
            broadcast.item(result);
            return;
        }
        history.add(result);
        if (history.size() > Broadcast.MOST_ITEMS) {
            history.remove();
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
        while (!history.isEmpty()) {
            broadcast.item(history.remove());
        }
    }

    @Override
    public void publish() {
        long now = System.currentTimeMillis();
        if (now - shown >= Traffic.BUCKET.toMillis()) {
            shown = now;
            broadcast.state("traffic", traffic.view(now));
        }
    }
}
