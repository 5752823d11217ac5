package io.sentistream.classifier.classify;

import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.classifier.model.Model;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.classifier.model.ShadowModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the shadow about its share of the reviews: about the one in hand, and with it as many of those that come next as the
 * budget of tokens takes. Thus it is asked seldom under load, and about many; each answer waits for its record. What it fails
 * on has no answer of it, and no review waits for that. Used by one thread.
 */
final class ShadowBatches {
    private final ShadowModel shadow;
    private final ReviewDecoder decoder;
    private final RecentAnswers recent;
    private final int batchTokens;
    private final ShadowMetrics metrics;

    ShadowBatches(
            ShadowModel shadow, ReviewDecoder decoder, RecentAnswers recent, int batchTokens, ShadowMetrics metrics) {
        this.shadow = shadow;
        this.decoder = decoder;
        this.recent = recent;
        this.batchTokens = batchTokens;
        this.metrics = metrics;
    }

    /** What the shadow says of the review in hand; nothing where that is none of its share, or it can't. */
    Optional<Classified> answer(Polled inHand, Supplier<Iterator<Polled>> upcoming) {
        if (!inHand.shadowAsked() && picks(inHand)) {
            shadow.leaseIfAny().ifPresent(lease -> {
                try (ModelSlot.Lease held = lease) {
                    ask(inHand, upcoming.get(), held.model());
                }
            });
        }
        return inHand.shadow();
    }

    private boolean picks(Polled polled) {
        return shadow.picks(polled.review().getId());
    }

    private void ask(Polled inHand, Iterator<Polled> upcoming, Model model) {
        List<Polled> batch = new ArrayList<>();
        batch.add(inHand);
        try {
            if (!answered(inHand, model)) {
                settle(batch, texts(batch, upcoming, model), model);
            }
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            batch.forEach(Polled::withoutShadow);
            metrics.failed(model.version(), batch.size(), e);
        }
    }

    private List<EncodedText> texts(List<Polled> batch, Iterator<Polled> upcoming, Model model) {
        List<EncodedText> texts = new ArrayList<>();
        texts.add(model.encode(batch.get(0).review().getText()));
        int tokens = texts.get(0).tokens();
        while (tokens < batchTokens && upcoming.hasNext()) {
            Polled next = upcoming.next();
            try {
                if (next.shadowAsked() || !next.decode(decoder) || !picks(next) || answered(next, model)) {
                    continue;
                }
            } catch (UnavailableException e) {
                break; // waited for when that record is in hand
            }
            EncodedText text = model.encode(next.review().getText());
            tokens += text.tokens();
            if (tokens <= batchTokens) {
                batch.add(next);
                texts.add(text);
            }
        }
        return texts;
    }

    private boolean answered(Polled polled, Model model) {
        recent.of(polled.raw(), model.version())
                .ifPresent(answer -> polled.shadow(MicroBatches.classified(polled, answer, model)));
        return polled.shadowAsked();
    }

    private void settle(List<Polled> batch, List<EncodedText> texts, Model model) {
        var answers = metrics.timed(() -> model.classify(texts));
        if (answers.size() != batch.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + batch.size() + " texts");
        }
        for (int i = 0; i < batch.size(); i++) {
            Classified classified = MicroBatches.classified(batch.get(i), answers.get(i), model);
            recent.add(batch.get(i).raw(), classified);
            batch.get(i).shadow(classified);
        }
    }
}
