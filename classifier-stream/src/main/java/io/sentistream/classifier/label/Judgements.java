package io.sentistream.classifier.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The judgement of each annotator of each review, so that a person who changes their mind, or sends the same twice, is
 * counted once.
 *
 * @param kept by the text of the row's {@link LabelledKey}, one for the serving model and one for the shadow
 */
record Judgements(KeptForATime<Judgement> kept) {
    static final String STORE = "judgements";

    /**
     * Puts a judgement, or none, in the place of the one before.
     *
     * @return how the counts change
     */
    List<Record<byte[], byte[]>> judge(String key, Optional<Judgement> judgement, long now) {
        Optional<KeyValue<Long, Judgement>> before = kept.newest(key, now);
        if (before.map(entry -> entry.value).equals(judgement)) {
            return List.of();
        }
        kept.put(key, judgement.orElse(null), before.map(entry -> entry.key).orElse(now));
        List<Record<byte[], byte[]>> changes = new ArrayList<>();
        before.ifPresent(
                entry -> changes.add(change(entry.value, entry.value.count().negated(), now)));
        judgement.ifPresent(made -> changes.add(change(made, made.count(), now)));
        return changes;
    }

    private static Record<byte[], byte[]> change(Judgement judgement, AccuracyCount by, long now) {
        return new Record<>(judgement.key(), JsonSerde.write(by), now);
    }
}
