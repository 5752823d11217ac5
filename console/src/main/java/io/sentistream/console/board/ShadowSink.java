package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.Agreement;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingAnswer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts how far each candidate in the shadow agrees with the model that serves. */
final class ShadowSink implements RecordSink {
    /** From each partition at the start; more would tell little more. */
    static final long MOST_RECORDS = 5_000;

    private final Broadcast broadcast;
    private final Map<String, View> pairs = new TreeMap<>();
    private boolean changed = true;

    /**
     * How far two versions agree.
     *
     * @param shift the mean by which the score of the serving model's label differs
     */
    record View(String version, String beside, Agreement counts, double part, double shift) {}

    ShadowSink(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        ServingAnswer.of(record.headers())
                .ifPresent(serving -> decoder.read(record, Sentiment.class).ifPresent(said -> take(serving, said)));
    }

    void take(ServingAnswer serving, Sentiment said) {
        String version = said.getModelVersion();
        pairs.compute(version + " " + serving.version(), (pair, before) -> {
            Agreement counts = (before == null ? Agreement.NONE : before.counts()).with(serving, said);
            return new View(version, serving.version(), counts, counts.part(), counts.meanShift());
        });
        changed = true;
    }

    @Override
    public void publish() {
        if (changed) {
            changed = false;
            broadcast.state("shadow", List.copyOf(pairs.values()));
        }
    }
}
