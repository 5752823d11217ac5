package io.sentistream.resilience.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.resilience.Scale;
import io.sentistream.resilience.classify.ClassifierProgram.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Classifier processes killed with SIGKILL, leaving and joining, under load. */
class KilledClassifiersIT {
    private static final int REVIEWS = Scale.of("reviews");
    private static final int KILLS = Scale.of("kills");

    @Test
    void everyReviewHasOneResultThoughInstancesAreKilledLeaveAndJoin() throws Exception {
        try (ClassifierRun run = new ClassifierRun("kills", Kind.IDLE)) {
            Deque<Integer> alive = new ArrayDeque<>(run.startReady(3));
            run.load(REVIEWS, Scale.of("reviews.per.second"));
            for (int kill = 1; kill <= KILLS; kill++) {
                run.awaitResults((int) ((long) REVIEWS * kill / (KILLS + 2)));
                run.kill(alive.removeFirst());
                alive.addLast(run.start());
                run.announce("v" + (kill + 1));
            }
            run.leave(alive.removeFirst());
            alive.addLast(run.start());

            Verdict verdict = run.verdict();

            System.out.printf("3 instances, %d killed and 1 left under load: %s%n", KILLS, verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(verdict.versions().keySet()).hasSizeGreaterThan(1).allMatch(version -> version.matches("v\\d+"));
        }
    }

    @Test
    void aSlowModelIsKilledWithinItsMicroBatchesAndEveryReviewHasOneResult() throws Exception {
        int reviews = 400;
        try (ClassifierRun run = new ClassifierRun("slow-kills", Kind.SLEEPING)) {
            int first = run.startReady(2).get(0);
            run.load(reviews, 1_000);
            run.awaitResults(reviews / 4);
            run.kill(first);
            run.start();

            Verdict verdict = run.verdict();

            System.out.printf("2 instances of 20 ms a record, 1 killed: %s%n", verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
        }
    }
}
