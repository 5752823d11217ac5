package io.sentistream.classifier.classify;

import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.classify.Outcome.Rejected;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Gives each review its result or its dead letter, in the order of the reviews. A record whose outcome is not known yet
 * has it settled in a micro-batch with those that come next; their outcomes wait for their records.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final String topic;
    private final RememberedPolls polls;
    private final MicroBatches batches;
    private final ShadowBatches shadow;
    private final SentimentWriter sentiments;
    private final ShadowWriter shadows;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final ClassifyMetrics metrics;
    private ProcessorContext<byte[], byte[]> context;
    private PollMemory memory;
    private TopicPartition partition;

    ClassifyProcessor(
            String topic,
            RememberedPolls polls,
            MicroBatches batches,
            ShadowBatches shadow,
            SentimentWriter sentiments,
            ShadowWriter shadows,
            DeadLetters deadLetters,
            Patience patience,
            ClassifyMetrics metrics) {
        this.topic = topic;
        this.polls = polls;
        this.batches = batches;
        this.shadow = shadow;
        this.sentiments = sentiments;
        this.shadows = shadows;
        this.deadLetters = deadLetters;
        this.patience = patience;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streamsContext) {
        context = streamsContext;
        memory = polls.ofThisThread();
        partition = new TopicPartition(topic, context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Polled polled =
                memory.take(new RawRecord(partition, at.offset(), record.key(), record.value(), record.headers()));
        if (polled.outcome() == null) {
            batches.classify(polled, memory.upcoming());
        }
        Outcome outcome = polled.outcome();
        if (outcome instanceof Classified classified) {
            forward(record, at, classified);
            forwardShadow(record, polled, classified);
        } else if (outcome instanceof Rejected rejected) {
            reject(record, at, rejected.rejection());
        }
    }

    /** Streams closes the processor when its partition leaves the thread. */
    @Override
    public void close() {
        memory.forget(partition);
    }

    private void forward(Record<byte[], byte[]> record, RecordMetadata at, Classified classified) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        try {
            Record<byte[], byte[]> result = patience.untilAvailable(() -> sentiments.write(record, classified, now));
            context.forward(result, ClassifyTopology.RESULTS);
            metrics.answered(record.timestamp(), now.toEpochMilli());
        } catch (RejectedException e) {
            reject(record, at, e.rejection());
        }
    }

    /** What comes from the shadow is in the same transaction; it is asked for when the result is on its way. */
    private void forwardShadow(Record<byte[], byte[]> record, Polled polled, Classified classified) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        shadow.answer(polled, memory::remembered)
                .filter(said -> !said.modelVersion().equals(classified.modelVersion()))
                .flatMap(said -> shadows.write(record, classified, said, now))
                .ifPresent(result -> context.forward(result, ClassifyTopology.SHADOWS));
    }

    private void reject(Record<byte[], byte[]> record, RecordMetadata at, Rejection why) {
        context.forward(deadLetters.of(record, at, why), ClassifyTopology.DEAD_LETTERS);
    }
}
