package io.sentistream.resilience.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.resilience.Scale;
import io.sentistream.resilience.classify.ClassifierProgram.Kind;
import io.sentistream.resilience.cluster.BrokerCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers that are killed and come back, one on an empty disk, and a network that is cut in mid-commit. */
class BrokersIT {
    /** Longer than the brokers wait before others lead in its place. */
    private static final Duration DOWN = Duration.ofSeconds(9);
    /** Longer than a transaction may last. */
    private static final Duration CUT = Duration.ofSeconds(9);

    /** When a review that is sent after a heal is answered at the latest. */
    private static final int WITHIN_SECONDS = Scale.of("answer.within.seconds");

    private static final int ENDLESS = Integer.MAX_VALUE / 2;
    private static final int PER_SECOND = 300;
    private static final int PROBES = 50;

    private final BrokerCluster cluster = BrokerCluster.shared();

    @AfterEach
    void heal() {
        cluster.relays().forEach(relay -> relay.heal());
        cluster.awaitInSync();
    }

    @Test
    void everyReviewHasOneResultThoughEachBrokerIsKilledInTurnAndOneLosesItsDisk() throws Exception {
        int rounds = Scale.of("broker.rounds");
        try (ClassifierRun run = new ClassifierRun("brokers", Kind.IDLE)) {
            run.startReady(2);
            SteadyLoad load = run.load(ENDLESS, PER_SECOND);
            run.awaitResults(PER_SECOND);
            for (int kill = 0; kill < rounds * BrokerCluster.BROKERS; kill++) {
                int broker = kill % BrokerCluster.BROKERS;
                cluster.kill(broker);
                run.watch(DOWN);
                if (kill % BrokerCluster.BROKERS == 1) {
                    cluster.wipe(broker);
                }
                cluster.restart(broker);
                cluster.awaitInSync();
                run.awaitResults(run.results() + 5 * PER_SECOND);
            }
            load.stop();
            long healed = System.nanoTime();
            run.awaitAnswers(run.load(PROBES, PER_SECOND));
            long seconds = Duration.ofNanos(System.nanoTime() - healed).toSeconds();

            Verdict verdict = run.verdict();

            System.out.printf(
                    "Each of 3 brokers killed %d times, one a round without its copies; reviews sent after the last"
                            + " heal were answered in %d s: %s%n",
                    rounds, seconds, verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(seconds).isLessThanOrEqualTo(WITHIN_SECONDS);
        }
    }

    @Test
    void everyReviewHasOneResultThoughTheNetworkIsCutInMidCommit() throws Exception {
        int cuts = Scale.of("network.cuts");
        try (ClassifierRun run = new ClassifierRun("cuts", Kind.IDLE, "bootstrap.servers", cluster.relayedServers())) {
            run.startReady(1);
            SteadyLoad load = run.load(ENDLESS, PER_SECOND);
            run.awaitResults(PER_SECOND);
            long slowest = 0;
            for (int cut = 0; cut < cuts; cut++) {
                // By turns the commit never arrives, or its answer doesn't.
                run.cutInMidCommit(cut % 2 == 1);
                run.watch(CUT);
                cluster.relays().forEach(relay -> relay.heal());
                long healed = System.nanoTime();
                run.awaitResults(run.results() + 1);
                run.awaitAnswers(run.load(PROBES, PER_SECOND));
                slowest = Math.max(slowest, System.nanoTime() - healed);
            }
            load.stop();

            Verdict verdict = run.verdict();

            System.out.printf(
                    "Network cut %d times in mid-commit, for %d s each; reviews sent after a heal were answered in %d s at"
                            + " most: %s%n",
                    cuts, CUT.toSeconds(), Duration.ofNanos(slowest).toSeconds(), verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(Duration.ofNanos(slowest).toSeconds()).isLessThanOrEqualTo(WITHIN_SECONDS);
        }
    }
}
