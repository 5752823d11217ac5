package io.sentistream.trainer.retraining;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.metrics.TrainerMetrics;
import io.sentistream.trainer.progress.CurrentTraining;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.training.TrainingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the long work on a thread of its own, one piece at a time. All methods are for the controller's thread. What goes
 * wrong in the work is its outcome; the thread goes on.
 */
public final class TrainingThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrainingThread.class);

    private final Workshop workshop;
    private final String line;
    private final Duration endWithin;
    private final CurrentTraining current;
    private final TrainerMetrics metrics;
    private final ExecutorService thread;
    private Future<Outcome> work;
    private Future<?> preparation = CompletableFuture.completedFuture(null);
    private String prepared = "";

    /** A thread that has nothing to do yet. */
    public TrainingThread(
            TrainerConfig config,
            CheckpointStore store,
            TrainingListener listener,
            CurrentTraining current,
            TrainerMetrics metrics) {
        workshop = new Workshop(config, store, listener);
        line = config.line();
        endWithin = config.operations().shutdownTimeout();
        this.current = current;
        this.metrics = metrics;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "training-" + line);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Whether there is work, or an outcome that was not taken yet. */
    public boolean isBusy() {
        return work != null;
    }

    /** Begins to prepare the first model, under this running number. */
    public void prepareInitialModel(int number) {
        begin(number, null, new InitialModel(workshop, number));
    }

    /**
     * Begins to learn from feedback.
     *
     * @param number the running number of the candidate
     * @param serving the model to learn from and to compare with
     * @param offsets up to where the feedback is learned from
     */
    public void retrain(
            int number, ServingModel serving, ReplayStore.Snapshot feedback, Map<TopicPartition, Long> offsets) {
        begin(number, serving.getVersion(), new Retraining(workshop, number, serving, feedback, offsets));
    }

    /**
     * Asks the serving model, once, what every candidate's answers will be compared with, so that the next training need not.
     * This is no work: a training that begins meanwhile goes first, and asks for the rest.
     */
    public void prepareFor(ServingModel serving) {
        if (isBusy() || prepared.equals(serving.getVersion())) {
            return;
        }
        prepared = serving.getVersion();
        preparation = thread.submit(() -> {
            try {
                workshop.answerBaseRows(serving);
            } catch (InterruptedException e) {
                log.debug("A training goes first");
            } catch (RuntimeException | LinkageError e) {
                log.warn("The base rows could not be answered ahead of the next training: {}", e.toString());
            }
        });
    }

    /** What came of the work, once it is done. It stays until {@link #taken}. */
    public Optional<Outcome> outcome() {
        if (work == null || !work.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("work that is done and catches all throws nothing", e);
        }
    }

    /** Says that the outcome is announced. */
    public void taken() {
        work = null;
    }

    /** Interrupts the work and waits a little for it to end. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(endWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                workshop.close();
            } else {
                log.warn("The training still runs at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(int number, String parent, Callable<Outcome> task) {
        preparation.cancel(true);
        work = thread.submit(() -> {
            long start = System.nanoTime();
            current.began(number);
            try {
                Outcome outcome = outcome(number, parent, task);
                metrics.trained(outcome, Duration.ofNanos(System.nanoTime() - start));
                return outcome;
            } finally {
                current.finished();
            }
        });
    }

    private Outcome outcome(int number, String parent, Callable<Outcome> task) {
        try {
            return task.call();
        } catch (InterruptedException | CancellationException e) {
            log.info("The training was interrupted; its feedback stays new");
            return failed(number, parent, "interrupted");
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            log.error("The training failed: {}", e.toString(), e);
            return failed(number, parent, String.valueOf(e.getMessage()));
        }
    }

    private Outcome failed(int number, String parent, String reason) {
        return new Outcome.Failed(ModelVersion.newBuilder()
                .setVersion(VersionName.failed(number))
                .setLine(line)
                .setParent(parent)
                .setUri("")
                .setManifestSha256("")
                .setMetrics(Map.of())
                .setVerdict(Verdict.FAILED)
                .setReason(reason)
                .setCreatedAt(Instant.now())
                .build());
    }
}
