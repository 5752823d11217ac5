package io.sentistream.classifier.label;

import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.schemas.Feedback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Turns each feedback into its row of {@code labelled}, a withdrawn one into a row without a value, and what can't be
 * used into a dead letter. Labels are taken as they are: which names there are, the model knows.
 */
final class LabelProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final AvroReader<Feedback> reader;
    private final LabelledWriter writer;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private ProcessorContext<byte[], byte[]> context;

    LabelProcessor(AvroReader<Feedback> reader, LabelledWriter writer, DeadLetters deadLetters, Patience patience) {
        this.reader = reader;
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
            context.forward(patience.untilAvailable(() -> writer.write(record, feedback)), LabelTopology.LABELLED);
        } catch (RejectedException e) {
            context.forward(deadLetters.of(record, at, e.rejection()), LabelTopology.DEAD_LETTERS);
        }
    }

    private static void check(Feedback feedback) throws RejectedException {
        boolean noText = blank(feedback.getText());
        boolean noId = blank(feedback.getReviewId());
        if (noText && noId) {
            throw new RejectedException(
                    Reason.BLANK_TEXT, "the feedback has neither text nor review id; send the text it is about");
        }
        if (feedback.getWithdrawn()) {
            return; // what it withdraws is named; text and label are not needed
        }
        if (noText) {
            throw new RejectedException(
                    Reason.FEEDBACK_BY_ID,
                    "feedback by the review's id alone (" + feedback.getReviewId()
                            + ") is not supported yet; send the review's text with it");
        }
        if (blank(feedback.getLabel())) {
            throw new RejectedException(Reason.BLANK_LABEL, "the feedback has no label; send a label's name");
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
