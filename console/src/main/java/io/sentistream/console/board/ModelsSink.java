package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Decoder;
import io.sentistream.console.topics.RecordSink;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import io.sentistream.schemas.Shadow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what {@code models}, {@code model-versions} and {@code serving-history} say of a line. */
final class ModelsSink {
    private final String line;
    private final Broadcast broadcast;
    private final Waiting<CommandOutcome> waiting;
    private final FreshLabels labels;
    private final Map<String, ModelsView.Version> versions = new LinkedHashMap<>();
    private final List<ServingModel> changes = new ArrayList<>();
    private ModelsView.Serving serving;
    private ModelsView.InShadow shadow;
    private boolean changed = true;

    ModelsSink(String line, Broadcast broadcast, Waiting<CommandOutcome> waiting, FreshLabels labels) {
        this.line = line;
        this.broadcast = broadcast;
        this.waiting = waiting;
        this.labels = labels;
    }

    RecordSink candidates() {
        return new Sink(this::candidate);
    }

    RecordSink models() {
        return new Sink(this::model);
    }

    RecordSink history() {
        return new Sink(this::change);
    }

    private void change(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (line.equals(text(record.key()))) {
            decoder.read(record, ServingModel.class).ifPresent(change -> {
                changes.add(change);
                changed = true;
            });
        }
    }

    private void candidate(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (record.value() == null) {
            changed |= versions.remove(text(record.key())) != null;
            return;
        }
        decoder.read(record, ModelVersion.class)
                .filter(version -> version.getLine().equals(line))
                .ifPresent(version -> {
                    versions.put(version.getVersion(), ModelsView.Version.of(version));
                    for (FeedbackOffset learned : version.getFeedbackOffsets()) {
                        labels.learned(learned.getPartition(), learned.getOffset());
                    }
                    changed = true;
                });
    }

    private void model(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        if (Shadow.key(line).equals(text(record.key()))) {
            inShadow(record, decoder);
            return;
        }
        if (!line.equals(text(record.key()))) {
            return;
        }
        changed = true;
        if (record.value() == null) {
            serving = null;
            return;
        }
        decoder.read(record, ServingModel.class).ifPresent(model -> {
            serving = ModelsView.Serving.of(model, serving);
            publish(); // so that the page knows what serves before it hears what became of a request
            CommandOutcome.of(model).forEach(waiting::come);
        });
    }

    private void inShadow(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
        changed = true;
        if (record.value() == null) {
            shadow = null;
            return;
        }
        decoder.read(record, ServingModel.class).ifPresent(model -> {
            shadow = Shadow.runs(model) ? ModelsView.InShadow.of(model) : null;
            publish();
            CommandOutcome.of(model).forEach(waiting::come);
        });
    }

    private void publish() {
        if (changed) {
            changed = false;
            List<ModelsView.Version> newestFirst = new ArrayList<>(versions.values());
            Collections.reverse(newestFirst);
            List<ModelsView.Period> periods = new ArrayList<>(ServingPeriod.of(changes).stream()
                    .map(ModelsView.Period::of)
                    .toList());
            Collections.reverse(periods);
            broadcast.state("models", new ModelsView(serving, shadow, newestFirst, periods));
        }
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Takes the records of one of the topics. */
    private final class Sink implements RecordSink {
        private final Taker taker;

        private Sink(Taker taker) {
            this.taker = taker;
        }

        @Override
        public void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder) {
            taker.take(record, decoder);
        }

        @Override
        public void publish() {
            ModelsSink.this.publish();
        }
    }

    private interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder);
    }
}
