package io.sentistream.resilience.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.classifier.bench.BenchmarkRow.Latency;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.resilience.Scale;
import io.sentistream.resilience.classify.ClassifierRun;
import io.sentistream.resilience.classify.SteadyLoad;
import io.sentistream.resilience.classify.Verdict;
import io.sentistream.schemas.ServingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models swapped again and again while reviews come. */
class SwapsUnderLoadIT {
    private static final int PER_SECOND = 200;
    private static final int SWAPS = Scale.of("swaps");
    /** What the heap, and native memory, may come and go by after the first swaps, in MiB; a model takes 7 and more. */
    private static final long HEAP_NOISE_MIB = 32;

    private static final long NATIVE_NOISE_MIB = 160;

    @TempDir
    private Path directory;

    @Test
    void noRecordFailsAndNothingIsLeftOfTheModelsThatServedBefore() throws Exception {
        List<Path> checkpoints = List.of(write("a", 1), write("b", 2));
        Semaphore swapped = new Semaphore(0);
        try (ClassifierRun run = new ClassifierRun("swaps")) {
            ClassifierService service = new ClassifierService(run.stage().classifier());
            service.addListener(new ModelListener() {
                @Override
                public void serving(ServingModel model) {
                    swapped.release();
                }
            });
            announce(run, 0, checkpoints);
            run.add(service);
            SteadyLoad load = run.load(Integer.MAX_VALUE / 2, PER_SECOND);
            assertThat(swapped.tryAcquire(2, TimeUnit.MINUTES)).isTrue();
            run.awaitResults(5 * PER_SECOND);

            int before = run.results();
            run.watch(Duration.ofSeconds(5));
            List<Long> without = run.latencies(before);
            int settled = SWAPS / 5;
            swap(run, 1, settled, checkpoints, swapped);
            Footprint early = Footprint.now();
            int from = run.results();
            swap(run, settled, SWAPS, checkpoints, swapped);
            List<Long> during = run.latencies(from);
            Footprint late = Footprint.now();
            load.stop();

            Verdict verdict = run.verdict();

            System.out.printf(
                    "%d swaps at %d reviews/s: %s%n  latency ms, without swaps: %s; during swaps: %s%n  after %d swaps: %s;"
                            + " after %d: %s%n",
                    SWAPS - 1,
                    PER_SECOND,
                    verdict,
                    Latency.of(without),
                    Latency.of(during),
                    settled,
                    early,
                    SWAPS,
                    late);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(service.refusedModels()).isZero();
            assertThat(late.heapBeyond(early, during.size())).isLessThan(HEAP_NOISE_MIB);
            assertThat(late.nativeMiB()).isLessThan(early.nativeMiB() + NATIVE_NOISE_MIB);
            assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + 2);
        }
    }

    private static void swap(ClassifierRun run, int from, int to, List<Path> checkpoints, Semaphore swapped)
            throws InterruptedException {
        for (int version = from; version < to; version++) {
            announce(run, version, checkpoints);
            while (!swapped.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                run.watch(Duration.ofMillis(5));
            }
        }
    }

    private static void announce(ClassifierRun run, int version, List<Path> checkpoints) {
        Path checkpoint = checkpoints.get(version % checkpoints.size());
        run.stage()
                .announce(
                        "v" + version,
                        checkpoint.toString(),
                        CheckpointDigest.of(checkpoint).manifestSha256());
    }

    private Path write(String name, int seed) {
        return TinyBert.of("negative", "positive").size(2, 256, 4).seed(seed).write(directory.resolve(name));
    }
}
