package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.TrainingUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what {@code training} tells of a line. A training that is told of no more is taken to have died. */
final class TrainingSink implements RecordSink {
    /** How many records are read at the start: an hour's of one line. */
    static final long MOST_RECORDS = 3_600;

    /** The trainer tells of a training every 5 s at least. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    static final int MOST_POINTS = 300;

    private final String line;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final List<TrainingView.Point> points = new ArrayList<>();
    private TrainingUpdate last;
    private Double accuracy;
    private Instant heard = Instant.EPOCH;
    private boolean caughtUp;
    private TrainingView shown;

    TrainingSink(String line, Broadcast broadcast, InstantSource clock) {
        this.line = line;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (record.key() != null && line.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            decoder.read(record, TrainingUpdate.class).ifPresent(this::take);
        }
    }

    void take(TrainingUpdate update) {
        if (last == null || !update.getStartedAt().equals(last.getStartedAt())) {
            points.clear();
            accuracy = null;
        }
        last = update;
        // What comes now is heard now, whatever the trainer's clock says.
        heard = caughtUp ? clock.instant() : update.getAt();
        if (update.getAccuracy() != null) {
            accuracy = update.getAccuracy();
        }
        if (update.getLoss() != null && Double.isFinite(update.getLoss())) {
            // A candidate is the mean of several that learn one after the other: a step that isn't a later one is the
            // next one's.
            if (!points.isEmpty()
                    && update.getStep() <= points.get(points.size() - 1).step()) {
                points.clear();
            }
            points.add(new TrainingView.Point(update.getStep(), update.getLoss()));
            if (points.size() > MOST_POINTS) {
                thin();
            }
        }
    }

    /** Each pair becomes one, with the mean of both. */
    private void thin() {
        for (int i = 0; i + 1 < points.size(); i++) {
            TrainingView.Point later = points.remove(i + 1);
            points.set(i, new TrainingView.Point(later.step(), (points.get(i).loss() + later.loss()) / 2));
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    @Override
    public void publish() {
        if (last == null) {
            return;
        }
        TrainingView now = new TrainingView(
                last.getNumber(),
                phase(),
                last.getStep(),
                last.getSteps(),
                accuracy,
                last.getExamplesPerSecond(),
                last.getAt().toEpochMilli(),
                List.copyOf(points));
        if (!now.equals(shown)) {
            shown = now;
            broadcast.state("training", now);
        }
    }

    private String phase() {
        boolean silent = last.getPhase() != TrainingPhase.ENDED
                && Duration.between(heard, clock.instant()).compareTo(SILENCE) > 0;
        return silent ? "SILENT" : last.getPhase().name();
    }
}
