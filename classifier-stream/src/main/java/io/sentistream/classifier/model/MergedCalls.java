package io.sentistream.classifier.model;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model that computes for one thread at a time, and for all that came meanwhile in one call: a GPU takes hardly longer for
 * the micro-batches of four threads than for that of one. A micro-batch that the model fails on fails alone. Safe for use by
 * several threads.
 */
final class MergedCalls extends ForwardingModel {
    private final ReentrantLock computing = new ReentrantLock();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();

    MergedCalls(Model model) {
        super(model);
    }

    @Override
    public List<Classification> classify(List<EncodedText> texts) {
        Call own = new Call(texts);
        waiting.add(own);
        computing.lock();
        try {
            if (!own.ended()) {
                computeWaiting();
            }
        } finally {
            computing.unlock();
        }
        return own.result();
    }

    /** How many calls wait for the one under way, about. */
    int waiting() {
        return waiting.size();
    }

    private void computeWaiting() {
        List<Call> calls = new ArrayList<>();
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            calls.add(call);
        }
        List<Classification> answers;
        try {
            answers = super.classify(
                    calls.stream().flatMap(call -> call.texts.stream()).toList());
        } catch (RuntimeException e) {
            calls.forEach(call -> call.computeAlone(calls.size() == 1 ? e : null));
            return;
        }
        int from = 0;
        for (Call call : calls) {
            call.answers = answers.subList(from, from + call.texts.size());
            from += call.texts.size();
        }
    }

    /** What one thread asks. Its fields change under the lock alone. */
    private final class Call {
        private final List<EncodedText> texts;
        private List<Classification> answers;
        private RuntimeException failure;

        Call(List<EncodedText> texts) {
            this.texts = texts;
        }

        boolean ended() {
            return answers != null || failure != null;
        }

        /** Computes it by itself, unless its failure alone is known. */
        void computeAlone(RuntimeException known) {
            failure = known;
            if (known == null) {
                try {
                    answers = MergedCalls.super.classify(texts);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }

        List<Classification> result() {
            if (failure != null) {
                throw failure;
            }
            return answers;
        }
    }
}
