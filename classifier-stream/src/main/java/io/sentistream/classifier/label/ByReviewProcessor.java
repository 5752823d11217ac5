package io.sentistream.classifier.label;

import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is to be kept of each review or result on to the task that keeps it. What can't be read, or is too large to
 * be kept, is passed over: the classifier makes the dead letters of {@code reviews}.
 */
final class ByReviewProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(ByReviewProcessor.class);

    private final Reader reader;
    private final ByReviewRecords records;
    private final Patience patience;
    private ProcessorContext<byte[], byte[]> context;

    /** What is to be kept of a record. */
    @FunctionalInterface
    interface Reader {
        Needed read(RawRecord raw) throws RejectedException;
    }

    ByReviewProcessor(Reader reader, ByReviewRecords records, Patience patience) {
        this.reader = reader;
        this.records = records;
        this.patience = patience;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streamsContext) {
        context = streamsContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        var raw = new RawRecord(
                new TopicPartition(at.topic(), at.partition()),
                at.offset(),
                record.key(),
                record.value(),
                record.headers());
        try {
            Needed needed = patience.untilAvailable(() -> reader.read(raw));
            records.of(needed.reviewId(), needed.news(), context.currentSystemTimeMs())
                    .ifPresentOrElse(
                            context::forward,
                            () -> log.debug("{} is too large to be kept for feedback by its id", raw.position()));
        } catch (RejectedException e) {
            log.debug("{} is not kept for feedback: {}", raw.position(), e.getMessage());
        }
    }
}
