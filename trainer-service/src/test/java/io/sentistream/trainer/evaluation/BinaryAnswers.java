package io.sentistream.trainer.evaluation;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.List;

/** Answers and rows of the labels negative and positive, for tests in which the texts don't matter. */
final class BinaryAnswers {
    private BinaryAnswers() {}

    static Classification answer(double positive) {
        return new Classification(
                positive > 0.5 ? "positive" : "negative",
                Math.max(positive, 1 - positive),
                List.of(1 - positive, positive),
                false,
                1);
    }

    static Example row(int label) {
        return new Example("text", label, "test");
    }
}
