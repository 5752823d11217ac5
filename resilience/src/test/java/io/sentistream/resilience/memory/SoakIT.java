package io.sentistream.resilience.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.classifier.bench.BenchmarkRow.Latency;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.resilience.Scale;
import io.sentistream.resilience.classify.ClassifierRun;
import io.sentistream.resilience.classify.SteadyLoad;
import io.sentistream.resilience.classify.Verdict;
import io.sentistream.resilience.cluster.BrokerCluster;
import io.sentistream.trainer.LineHarness;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier and a trainer in one JVM for a long time: reviews all the while, and retraining after retraining. */
class SoakIT {
    private static final int SECONDS = Scale.of("soak.seconds");
    private static final int PER_SECOND = 100;
    private static final int LABELS = 20;
    private static final int ROUNDS = Math.max(3, SECONDS / 30);
    /** What may come and go, in MiB. */
    private static final long HEAP_NOISE_MIB = 32;

    private static final long NATIVE_NOISE_MIB = 160;

    @TempDir
    private Path directory;

    @Test
    void heapNativeMemoryAndThreadsStayFlatWhileModelsAreTrainedAndSwapped() throws Exception {
        BrokerCluster cluster = BrokerCluster.shared();
        try (ClassifierRun run = new ClassifierRun("soak");
                LineHarness line = new LineHarness(
                        run.stage().topics().prefix(), directory, cluster.bootstrapServers(), cluster.registryUrl())) {
            line.withModel("negative", "positive")
                    .with("retention.versions", "2")
                    // All its feedback begins alike, which would be taken for planted.
                    .with("gate.scan.phrases", "0");
            line.start();
            ClassifierService service = new ClassifierService(run.stage().classifier("serving.line", line.line()));
            run.add(service);
            SteadyLoad load = run.load(Integer.MAX_VALUE / 2, PER_SECOND);
            run.awaitResults(PER_SECOND);
            Footprint first = null;
            int atFirst = 0;
            for (int round = 0; round < ROUNDS; round++) {
                line.label(LABELS * round, LABELS * (round + 1));
                String serving = line.serving().getVersion();
                run.watch(Duration.ofSeconds(SECONDS).dividedBy(ROUNDS));
                await().atMost(Duration.ofMinutes(3)).until(() -> {
                    run.watch(Duration.ofMillis(200));
                    return !service.servingVersion().orElseThrow().equals(serving);
                });
                if (round == ROUNDS / 3) {
                    first = Footprint.now();
                    atFirst = run.results();
                }
            }
            Footprint last = Footprint.now();
            int resultsBetween = run.results() - atFirst;
            load.stop();

            Verdict verdict = run.verdict();

            System.out.printf(
                    "%d s, %d reviews/s, %d retrainings: %s%n  latency ms %s%n  after %d retrainings: %s%n  after %d: %s%n",
                    SECONDS,
                    PER_SECOND,
                    ROUNDS,
                    verdict,
                    Latency.of(run.latencies(0)),
                    ROUNDS / 3 + 1,
                    first,
                    ROUNDS,
                    last);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(last.heapBeyond(first, resultsBetween)).isLessThan(HEAP_NOISE_MIB);
            assertThat(last.nativeMiB()).isLessThan(first.nativeMiB() + NATIVE_NOISE_MIB);
            assertThat(last.threads()).isLessThanOrEqualTo(first.threads() + 3);
        }
    }
}
