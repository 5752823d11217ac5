package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads announced models, one at a time on a thread of its own, and swaps each in when it has answered; a model that was
 * overtaken by a newer announcement is passed over. What can't be loaded is refused, and the model before serves on. Safe
 * for use by several threads.
 */
public final class ModelSwaps implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelSwaps.class);

    private final ModelLoader loader;
    private final ModelSlot slot;
    private final List<ModelListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServingModel> wanted = new AtomicReference<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "model-loader");
        worker.setDaemon(true);
        return worker;
    });
    private volatile ServingModel serving;

    public ModelSwaps(ModelLoader loader, ModelSlot slot) {
        this.loader = loader;
        this.slot = slot;
    }

    /** Loads and swaps in a model, some time later. */
    public void announce(ServingModel announced) {
        wanted.set(announced);
        thread.execute(() -> load(announced));
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
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void load(ServingModel announced) {
        if (!announced.equals(wanted.get()) || sameAsServing(announced)) {
            return;
        }
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
        slot.swap(model);
        serving = announced;
        log.info("The model {} serves", announced.getVersion());
        listeners.forEach(listener -> listener.serving(announced));
    }

    private boolean sameAsServing(ServingModel announced) {
        ServingModel now = serving;
        return now != null
                && now.getVersion().equals(announced.getVersion())
                && now.getUri().equals(announced.getUri())
                && now.getManifestSha256().equals(announced.getManifestSha256());
    }

    private void refuse(ServingModel announced, Throwable why) {
        refused.incrementAndGet();
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        log.error(
                "The model {} is refused, and {} serves on: {}",
                announced.getVersion(),
                slot.version().orElse("none"),
                reason,
                why);
        listeners.forEach(listener -> listener.refused(announced, reason));
    }
}
