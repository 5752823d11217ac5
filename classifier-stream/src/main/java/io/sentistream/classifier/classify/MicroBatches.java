package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.classify.Outcome.Rejected;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.Rejection;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.classifier.model.Model;
import io.sentistream.classifier.model.ModelSlot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies the record in hand, and with it as many of the records that come next as the budget of tokens takes.
 *
 * <p>Each micro-batch is of one model version. Where the model fails on a batch, each text is tried alone, and those that
 * fail alone are rejected; unless the model fails on a plain sentence too, which is no fault of the texts: then the
 * record waits. What was answered a short while ago is not classified again. Used by one thread.
 */
final class MicroBatches {
    private static final Logger log = LoggerFactory.getLogger(MicroBatches.class);
    private static final String PLAIN_SENTENCE = "This is a plain sentence.";

    private final ModelSlot models;
    private final ReviewDecoder decoder;
    private final Patience patience;
    private final RecentAnswers recent;
    private final int batchTokens;

    /** Micro-batches of at most {@code batchTokens} tokens, or of one text that alone has more. */
    MicroBatches(ModelSlot models, ReviewDecoder decoder, Patience patience, RecentAnswers recent, int batchTokens) {
        this.recent = recent;
        this.models = models;
        this.decoder = decoder;
        this.patience = patience;
        this.batchTokens = batchTokens;
    }

    /** Settles the outcome of the record in hand, and of those of {@code upcoming} that go with it. */
    void classify(Polled inHand, Iterator<Polled> upcoming) {
        if (patience.untilAvailable(() -> inHand.decode(decoder))) {
            try (ModelSlot.Lease lease = models.lease()) {
                if (!answered(inHand, lease.model())) {
                    classify(inHand, upcoming, lease.model());
                }
            }
        }
    }

    private void classify(Polled inHand, Iterator<Polled> upcoming, Model model) {
        List<Polled> batch = new ArrayList<>();
        batch.add(inHand);
        try {
            fill(batch, upcoming, model);
            settle(batch, model);
        } catch (RuntimeException e) {
            log.warn(
                    "The model {} failed on a batch of {}; each text is tried alone", model.version(), batch.size(), e);
            batch.forEach(polled -> settleAlone(polled, model));
        }
    }

    private void fill(List<Polled> batch, Iterator<Polled> upcoming, Model model) {
        int tokens = batch.get(0).encodedFor(model).tokens();
        while (tokens < batchTokens && upcoming.hasNext()) {
            Polled next = upcoming.next();
            try {
                if (!next.decode(decoder) || answered(next, model)) {
                    tokens++; // so that even a run of such records ends at some time
                    continue;
                }
            } catch (UnavailableException e) {
                return; // waited for when that record is in hand
            }
            tokens += next.encodedFor(model).tokens();
            if (tokens <= batchTokens) {
                batch.add(next);
            }
        }
    }

    /** Gives a record that is read again the answer that it had, if this model gave it. */
    private boolean answered(Polled polled, Model model) {
        recent.of(polled.raw(), model.version()).ifPresent(answer -> polled.outcome(classified(polled, answer, model)));
        return polled.outcome() != null;
    }

    private void settle(List<Polled> batch, Model model) {
        List<EncodedText> texts =
                batch.stream().map(polled -> polled.encodedFor(model)).toList();
        List<Classification> answers = model.classify(texts);
        if (answers.size() != batch.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + batch.size() + " texts");
        }
        for (int i = 0; i < batch.size(); i++) {
            Classified classified = classified(batch.get(i), answers.get(i), model);
            recent.add(batch.get(i).raw(), classified);
            batch.get(i).outcome(classified);
        }
    }

    /** A model's answer to a review. */
    static Classified classified(Polled polled, Classification answer, Model model) {
        return new Classified(polled.review(), answer, model.labels(), model.version());
    }

    private void settleAlone(Polled polled, Model model) {
        try {
            settle(List.of(polled), model);
        } catch (RuntimeException e) {
            patience.untilAvailable(() -> answersPlainSentence(model));
            log.warn(
                    "The model {} fails on the text at {}",
                    model.version(),
                    polled.raw().position(),
                    e);
            String message = "the model " + model.version() + " fails on this text: " + e;
            polled.outcome(new Rejected(new Rejection(Reason.MODEL_ERROR, message)));
        }
    }

    private static boolean answersPlainSentence(Model model) {
        try {
            return !model.classify(List.of(model.encode(PLAIN_SENTENCE))).isEmpty();
        } catch (RuntimeException e) {
            throw new UnavailableException("the model " + model.version() + " fails on every text: " + e, e);
        }
    }
}
