package io.sentistream.bert.inference;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Trunk;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A loaded model that classifies texts. Safe for use by several threads, which share one copy of the weights. {@link
 * #close()} releases the weights when the last call that uses them has ended.
 */
public final class TextClassifier implements AutoCloseable {
    private final List<String> labels;
    private final InferenceConfig config;
    private final BatchBudget budget;
    private final int maxLength;
    private final Tokenizer tokenizer;
    private final Network network;
    private final Optional<Trunk> trunk;
    private final Optional<Reference> reference;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The calls under way, and one more until {@link #close}. At 0 the weights are released. */
    private final AtomicInteger users = new AtomicInteger(1);

    private TextClassifier(
            Checkpoint checkpoint,
            InferenceConfig config,
            Tokenizer tokenizer,
            Network network,
            Optional<Trunk> trunk) {
        this.labels = checkpoint.config().labels();
        this.config = config;
        this.budget = BatchBudget.on(config.device(), config.batchTokens());
        this.maxLength = Math.min(config.maxLength(), checkpoint.config().positions());
        this.tokenizer = tokenizer;
        this.network = network;
        this.trunk = trunk;
        this.reference = checkpoint.reference();
    }

    /**
     * Loads the weights onto the device.
     *
     * @throws CheckpointException if the checkpoint has no head, or one for another task, or its weights are not finite
     */
    public static TextClassifier load(Checkpoint checkpoint, InferenceConfig config) {
        return load(checkpoint, config, Optional.empty());
    }

    /**
     * The same by way of a trunk, for one thread.
     *
     * @param trunk what the lowest layers make of texts, where that is known; not used if it is not of the checkpoint, of
     *     another device or of another precision
     */
    public static TextClassifier load(Checkpoint checkpoint, InferenceConfig config, Optional<Trunk> trunk) {
        if (!checkpoint.hasHead()) {
            throw new CheckpointException(
                    "the checkpoint has no classifier, so it can't classify; fine-tune it first, or give one that is");
        }
        if (checkpoint.config().task() != Task.SINGLE) {
            throw new CheckpointException("the checkpoint "
                    + switch (checkpoint.config().task()) {
                        case PAIR -> "classifies pairs of texts";
                        case TOKENS -> "classifies tokens";
                        default -> "answers questions";
                    }
                    + ", so it can't classify single texts; give one that was trained with --task single");
        }
        Tokenizer tokenizer = Tokenizer.of(checkpoint);
        try {
            Network network = Network.load(checkpoint, config.device(), config.precision());
            Optional<Trunk> own = trunk.filter(lowest -> config.precision() == Precision.FLOAT32
                    && lowest.device().equals(config.device())
                    && lowest.isOf(checkpoint));
            return new TextClassifier(checkpoint, config, tokenizer, network, own);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** The names of the classes, by index. */
    public List<String> labels() {
        return labels;
    }

    /**
     * Tokenizes a text, in windows where it is long. Cheap beside {@link #classify}.
     *
     * @throws IllegalStateException if this is closed
     */
    public EncodedText encode(String text) {
        return whileOpen(() -> tokenizer.encode(text, maxLength, config.maxWindows()));
    }

    /**
     * Classifies in batches sorted by length under the token budget; results are in the order of the texts.
     *
     * @throws IllegalStateException if this is closed, or a result is not finite
     */
    public List<Classification> classify(List<EncodedText> texts) {
        return classify(texts, windows -> {});
    }

    /** {@link #classify(List)}, which tells after each batch how many windows it had. */
    public List<Classification> classify(List<EncodedText> texts, IntConsumer listener) {
        return embed(texts, listener).stream().map(Embedded::classification).toList();
    }

    /** {@link #classify(List)}, with the vectors of [CLS]. */
    public List<Embedded> embed(List<EncodedText> texts) {
        return embed(texts, windows -> {});
    }

    private List<Embedded> embed(List<EncodedText> texts, IntConsumer listener) {
        List<Embedded> results = whileOpen(() -> new BatchClassification(labels, budget, windows -> {
                    float[][] logits = trunk.map(lowest -> network.logitsAndCls(lowest, windows))
                            .orElseGet(() -> network.logitsAndCls(windows));
                    listener.accept(windows.size());
                    return logits;
                })
                .embed(texts));
        return reference
                .map(known ->
                        results.stream().map(text -> text.comparedWith(known)).toList())
                .orElse(results);
    }

    /** {@link #encode} and {@link #classify} in one. */
    public List<Classification> classifyTexts(List<String> texts) {
        return classify(texts.stream().map(this::encode).toList());
    }

    private <T> T whileOpen(Supplier<T> call) {
        int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        try {
            if (before == 0 || closed.get()) {
                throw new IllegalStateException("the classifier is closed; load the model again to use it");
            }
            return call.get();
        } finally {
            if (before > 0) {
                release();
            }
        }
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            network.close();
            tokenizer.close();
        }
    }

    /** Refuses further calls; those under way end well, and the last of them releases the weights. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
