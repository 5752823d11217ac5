package io.sentistream.resilience.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.resilience.classify.ClassifierProgram.Kind;
import org.junit.jupiter.api.Test;

/** The proof of the proof: what loses or repeats results under a kill is found out. */
class VerifierFindsFaultsIT {
    private static final int REVIEWS = 4_000;
    private static final int PER_SECOND = 1_000;

    @Test
    void atLeastOnceAnswersReviewsTwiceWhenAnInstanceIsKilled() throws Exception {
        try (ClassifierRun run = new ClassifierRun(
                "at-least-once", Kind.IDLE, "processing.guarantee", "at-least-once", "commit.interval.ms", "3s")) {
            int killed = run.startReady(1).get(0);
            run.load(REVIEWS, PER_SECOND);
            run.awaitResults(REVIEWS / 2);
            run.kill(killed);
            run.start();

            Verdict verdict = run.verdict();

            System.out.printf("At least once, 1 instance killed: %s%n", verdict);
            assertThat(verdict.faultless()).isFalse();
            assertThat(verdict.answered().repeated()).isNotEmpty();
            assertThat(verdict.answered().lost()).isEmpty();
        }
    }

    @Test
    void aProcessorThatBuffersInMemoryLosesReviewsWhenItIsKilledThoughItRunsExactlyOnce() throws Exception {
        try (ClassifierRun run = new ClassifierRun("buffering", Kind.BUFFERING)) {
            int killed = run.startReady(1).get(0);
            SteadyLoad load = run.load(REVIEWS, PER_SECOND);
            run.awaitResults(REVIEWS / 3);
            run.watch(BufferingClassifier.EVERY.dividedBy(2));
            run.kill(killed);
            load.sent();
            run.start();
            // Partitions are answered in order: when these are, what has no result by then never has one.
            run.awaitAnswers(run.load(1_000, PER_SECOND));

            Verdict verdict = run.verdictNow();

            System.out.printf("Buffered in memory, 1 instance killed: %s%n", verdict);
            assertThat(verdict.faultless()).isFalse();
            assertThat(verdict.answered().lost()).isNotEmpty();
        }
    }
}
