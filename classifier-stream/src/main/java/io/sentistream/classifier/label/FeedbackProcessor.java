package io.sentistream.classifier.label;

import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.label.ByReview.Given;
import io.sentistream.schemas.Feedback;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends feedback with a review's id on to the task that keeps the review, and turns any other into its row of {@code
 * labelled}: a withdrawn one into a row without a value, and what can't be used into a dead letter. Labels are taken as
 * they are: which names there are, the model knows.
 */
final class FeedbackProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final AvroReader<Feedback> reader;
    private final ByReviewRecords byReview;
    private final LabelledWriter writer;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private ProcessorContext<byte[], byte[]> context;

    FeedbackProcessor(
            AvroReader<Feedback> reader,
            ByReviewRecords byReview,
            LabelledWriter writer,
            DeadLetters deadLetters,
            Patience patience) {
        this.reader = reader;
        this.byReview = byReview;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streamsContext) {
        context = streamsContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        var from = new TopicPartition(at.topic(), at.partition());
        var raw = new RawRecord(from, at.offset(), record.key(), record.value(), record.headers());
        try {
            Feedback feedback = patience.untilAvailable(() -> reader.read(raw));
            check(feedback);
            Optional<Record<byte[], byte[]>> onward = onward(record, at, feedback);
            if (onward.isPresent()) {
                context.forward(onward.get(), LabelTopology.BY_REVIEW);
            } else {
                long now = context.currentSystemTimeMs();
                context.forward(
                        patience.untilAvailable(() -> writer.write(record, feedback, Optional.empty(), now)),
                        LabelTopology.LABELLED);
            }
        } catch (RejectedException e) {
            context.forward(deadLetters.of(record, at, e.rejection()), LabelTopology.DEAD_LETTERS);
        }
    }

    /** Where feedback names its review, what goes on; none where that is too large, and its text has to do. */
    private Optional<Record<byte[], byte[]>> onward(
            Record<byte[], byte[]> record, RecordMetadata at, Feedback feedback) {
        if (LabelledWriter.blank(feedback.getReviewId())) {
            return Optional.empty();
        }
        long now = context.currentSystemTimeMs();
        return byReview.of(feedback.getReviewId(), Given.of(record, at, now), now);
    }

    private static void check(Feedback feedback) throws RejectedException {
        boolean noId = LabelledWriter.blank(feedback.getReviewId());
        if (noId && LabelledWriter.blank(feedback.getText())) {
            throw new RejectedException(
                    Reason.BLANK_TEXT,
                    "the feedback has neither text nor review id; send the text, or the id of the review it is about");
        }
        // Of a withdrawn one only what it withdraws is needed.
        if (!feedback.getWithdrawn() && LabelledWriter.blank(feedback.getLabel())) {
            throw new RejectedException(Reason.BLANK_LABEL, "the feedback has no label; send a label's name");
        }
    }
}
