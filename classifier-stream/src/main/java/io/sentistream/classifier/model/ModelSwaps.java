package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads announced models, one at a time on a thread of its own, and swaps each in when it has answered; a model that was
 * overtaken by a newer announcement is passed over. What can't be loaded is refused, and the model before goes on. Where a
 * model is announced with a probation, the one before stays loaded until that ends or another model is announced: if that
 * is the one before, it is back at once. Safe for use by several threads.
 */
public final class ModelSwaps implements Announcements, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelSwaps.class);

    private final ModelLoader loader;
    private final ModelSlot slot;
    private final String does;
    private final List<ModelListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServingModel> wanted = new AtomicReference<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final KeptModel before = new KeptModel();
    private final ScheduledThreadPoolExecutor thread;
    private Future<?> probationEnd = CompletableFuture.completedFuture(null);
    private volatile ServingModel serving;

    /** Swaps of what serves. */
    public ModelSwaps(ModelLoader loader, ModelSlot slot) {
        this(loader, slot, "serves");
    }

    /**
     * Swaps of one slot.
     *
     * @param does what the log says that a model in this slot does
     */
    ModelSwaps(ModelLoader loader, ModelSlot slot, String does) {
        this.loader = loader;
        this.slot = slot;
        this.does = does;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "model-loader");
            worker.setDaemon(true);
            return worker;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Loads and swaps in a model, some time later. */
    @Override
    public void announce(ServingModel announced) {
        wanted.set(announced);
        thread.execute(() -> take(announced));
    }

    /** Empties the slot, some time later. */
    void empty() {
        wanted.set(null);
        thread.execute(() -> {
            if (wanted.get() == null) {
                before.close();
                slot.close();
                serving = null;
            }
        });
    }

    /** Tells the listener what becomes of models from now on. */
    public void addListener(ModelListener listener) {
        listeners.add(listener);
    }

    /** How many announced models were refused. */
    public int refused() {
        return refused.get();
    }

    /** Waits for a load that goes on, and swaps no more. */
    @Override
    public void close() {
        wanted.set(null);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A model is still being loaded at the end");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        before.close();
    }

    private void take(ServingModel announced) {
        if (!announced.equals(wanted.get())) {
            return;
        }
        if (serving != null && KeptModel.sameModel(serving, announced)) {
            serving = announced; // whose probation may end at another time now
            keepBefore();
            return;
        }
        Optional<ModelSlot.Lease> back = before.take(announced);
        if (back.isPresent()) {
            log.info("The model {} is still loaded and {} again", announced.getVersion(), does);
            swap(announced, () -> slot.swap(back.get()));
        } else {
            before.close();
            load(announced);
        }
    }

    private void load(ServingModel announced) {
        log.info("Loading the model {} from {}", announced.getVersion(), announced.getUri());
        Model model;
        try {
            model = loader.load(announced);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // Of the last, too little memory, and a mapped file that was cut short while it was read.
            refuse(announced, e);
            return;
        }
        if (wanted.get() == null) {
            model.close();
            return;
        }
        swap(announced, () -> slot.swap(model));
    }

    private void swap(ServingModel announced, Runnable swap) {
        ServingModel old = serving;
        Optional<ModelSlot.Lease> lease = probation(announced).isNegative() ? Optional.empty() : slot.leaseIfAny();
        swap.run();
        serving = announced;
        log.info("The model {} {}", announced.getVersion(), does);
        lease.ifPresent(held -> before.keep(old, held));
        keepBefore();
        listeners.forEach(listener -> listener.serving(announced));
    }

    /** Keeps the model that served before for as long as the announcement of what serves says. */
    private void keepBefore() {
        Duration left = probation(serving);
        probationEnd.cancel(false);
        if (left.isNegative()) {
            before.close();
        } else {
            probationEnd = thread.schedule(before::close, left.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How long the model before is to stay loaded; negative where it need not. */
    private static Duration probation(ServingModel announced) {
        Instant ends = announced.getProbationEnds();
        return ends == null ? Duration.ofMillis(-1) : Duration.between(Instant.now(), ends);
    }

    private void refuse(ServingModel announced, Throwable why) {
        refused.incrementAndGet();
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        log.error(
                "The model {} is refused, and {} goes on: {}",
                announced.getVersion(),
                slot.version().orElse("none"),
                reason,
                why);
        listeners.forEach(listener -> listener.refused(announced, reason));
    }
}
