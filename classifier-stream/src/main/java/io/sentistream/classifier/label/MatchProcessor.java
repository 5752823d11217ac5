package io.sentistream.classifier.label;

import io.sentistream.classifier.input.AvroReader;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.label.ByReview.Given;
import io.sentistream.classifier.label.ByReview.Result;
import io.sentistream.classifier.label.ByReview.Shadowed;
import io.sentistream.classifier.label.ByReview.Text;
import io.sentistream.schemas.Feedback;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Brings feedback together with the review that it names and with what was predicted of it. Feedback waits for its
 * review, and for the result of a review that is known; what is still without a text when its time is over is a dead
 * letter. After a restart its time begins anew, for what it waits for may have come meanwhile and be unread yet.
 */
final class MatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final AvroReader<Feedback> reader;
    private final LabelledWriter writer;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final Duration retention;
    private final Duration wait;
    private final AccuracyListener accuracy;
    private ProcessorContext<byte[], byte[]> context;
    private KeptReviews reviews;
    private WaitingFeedback waiting;
    private Judgements judgements;
    private long started;

    MatchProcessor(
            AvroReader<Feedback> reader,
            LabelledWriter writer,
            DeadLetters deadLetters,
            Patience patience,
            Duration retention,
            Duration wait,
            AccuracyListener accuracy) {
        this.reader = reader;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.patience = patience;
        this.retention = retention;
        this.wait = wait;
        this.accuracy = accuracy;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streamsContext) {
        context = streamsContext;
        reviews = new KeptReviews(new KeptForATime<>(context.getStateStore(KeptReviews.STORE), retention));
        waiting = new WaitingFeedback(context.getStateStore(WaitingFeedback.STORE));
        judgements = new Judgements(new KeptForATime<>(context.getStateStore(Judgements.STORE), retention));
        started = context.currentSystemTimeMs();
        context.schedule(lookEvery(wait), PunctuationType.WALL_CLOCK_TIME, this::giveUpOverdue);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String reviewId = new String(record.key(), StandardCharsets.UTF_8);
        long now = record.timestamp();
        ByReview news = JsonSerde.read(record.value(), ByReview.class);
        if (news instanceof Text text) {
            reviews.keep(reviewId, text, now);
            settleWaiting(reviewId, now);
        } else if (news instanceof Result result) {
            reviews.keep(reviewId, result, now);
            settleWaiting(reviewId, now);
        } else if (news instanceof Shadowed shadowed) {
            reviews.keep(reviewId, shadowed, now);
        } else if (news instanceof Given given) {
            settle(given, now);
        }
    }

    private void settleWaiting(String reviewId, long now) {
        waiting.of(reviewId).forEach(given -> settle(given, now));
    }

    /** Writes the row of a feedback, or lets it wait, in the place of what the annotator said of the review before. */
    private void settle(Given given, long now) {
        try {
            Feedback feedback = read(given);
            LabelledKey key = LabelledKey.of(feedback);
            Optional<KeptReview> review = reviews.of(feedback.getReviewId(), now);
            if (feedback.getWithdrawn() || complete(feedback, review)) {
                waiting.remove(key);
                write(given, feedback, review, now);
            } else {
                waiting.add(key, given);
            }
        } catch (RejectedException e) {
            reject(given, e.rejection());
        }
    }

    /** Whether nothing more is to be waited for. */
    private static boolean complete(Feedback feedback, Optional<KeptReview> review) {
        return review.map(known ->
                        known.result() != null && (known.text() != null || !LabelledWriter.blank(feedback.getText())))
                .orElse(!LabelledWriter.blank(feedback.getText()));
    }

    private void write(Given given, Feedback feedback, Optional<KeptReview> review, long now) throws RejectedException {
        Record<byte[], byte[]> row =
                patience.untilAvailable(() -> writer.write(given.record(), feedback, review, given.since()));
        context.forward(row, LabelTopology.LABELLED);
        LabelledKey key = LabelledKey.of(feedback);
        judge(key.text(), given, feedback, review, review.map(KeptReview::result), now);
        judge(key.ofShadow(), given, feedback, review, review.map(KeptReview::shadow), now);
    }

    /** Counts what the label says of a result, if there is one; the serving model's and the shadow's alike. */
    private void judge(
            String key,
            Given given,
            Feedback feedback,
            Optional<KeptReview> review,
            Optional<Result> result,
            long now) {
        Optional<Judgement> judgement = feedback.getWithdrawn()
                ? Optional.empty()
                : result.flatMap(said ->
                        Judgement.of(feedback, said, LabelledWriter.source(feedback, review), given.timestamp()));
        for (Record<byte[], byte[]> change : judgements.judge(key, judgement, now)) {
            context.forward(change, LabelTopology.JUDGEMENTS);
        }
        judgement.ifPresent(made -> accuracy.judged(made.modelVersion(), made.source(), made.right()));
    }

    private void giveUpOverdue(long now) {
        waiting.takeOut(
                given -> Math.max(given.since(), started) + wait.toMillis() <= now, given -> giveUp(given, now));
    }

    private void giveUp(Given given, long now) {
        try {
            Feedback feedback = read(given);
            Optional<KeptReview> review = reviews.of(feedback.getReviewId(), now);
            if (LabelledWriter.blank(feedback.getText())
                    && review.map(KeptReview::text).isEmpty()) {
                throw new RejectedException(
                        Reason.UNKNOWN_REVIEW,
                        "no review with the id " + feedback.getReviewId() + " has come within " + retention.toHours()
                                + " h before this feedback (review.retention) or " + wait.toSeconds()
                                + " s after it (feedback.wait); check the id, or send the text too");
            }
            write(given, feedback, review, now);
        } catch (RejectedException e) {
            reject(given, e.rejection());
        }
    }

    private Feedback read(Given given) throws RejectedException {
        return patience.untilAvailable(() -> reader.read(given.raw()));
    }

    private void reject(Given given, Rejection why) {
        context.forward(deadLetters.of(given.record(), given, why), LabelTopology.DEAD_LETTERS);
    }

    private static Duration lookEvery(Duration wait) {
        long millis = Math.min(30_000, Math.max(100, wait.toMillis() / 20));
        return Duration.ofMillis(millis);
    }
}
