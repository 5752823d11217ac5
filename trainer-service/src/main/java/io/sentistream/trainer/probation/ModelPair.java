package io.sentistream.trainer.probation;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.replay.FeedbackRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that served before and the promoted one, both loaded, which are asked about labelled texts in the order in
 * which these come. They are loaded and asked on a thread of their own, also while a training runs; all methods are for one
 * other thread, and none waits. Where the two can't be loaded or asked, that is tried again until {@link #close}.
 */
public final class ModelPair implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelPair.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
    private static final int TOGETHER = 32;

    private final ModelVersion before;
    private final ModelVersion now;
    private final Function<Labels, Set<NormalisedText>> learned;
    private final InferenceConfig inference;
    private final ExecutorService thread;
    private final BlockingQueue<FeedbackRow> asked = new LinkedBlockingQueue<>();
    /** What the two are asked at the moment, until it is answered. */
    private final List<FeedbackRow> together = new ArrayList<>();

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;

    /**
     * A pair that is loaded when it is first asked.
     *
     * @param learned the texts that both have learned, where there are more than on {@code labelled}
     */
    public ModelPair(
            ModelVersion before,
            ModelVersion now,
            Function<Labels, Set<NormalisedText>> learned,
            InferenceConfig inference) {
        this.before = before;
        this.now = now;
        this.learned = learned;
        this.inference = inference;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "probation-" + now.getVersion());
            worker.setDaemon(true);
            return worker;
        });
        thread.execute(this::work);
    }

    /**
     * What was made of a row.
     *
     * @param vote empty where its text was learned by both or its label is none of theirs
     */
    record Answer(FeedbackRow row, Optional<Vote> vote) {}

    /** The two as they are loaded. */
    private record Loaded(TextClassifier before, TextClassifier now, Labels labels, Set<NormalisedText> learned)
            implements AutoCloseable {
        @Override
        public void close() {
            before.close();
            now.close();
        }
    }

    /** Asks the two about a labelled text. */
    void ask(FeedbackRow row) {
        waiting.incrementAndGet();
        asked.add(row);
    }

    /** How many texts they were asked about and have not answered yet. */
    int waiting() {
        return waiting.get();
    }

    /** What they answered since the last call. */
    List<Answer> answered() {
        List<Answer> come = new ArrayList<>();
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            come.add(answer);
            waiting.decrementAndGet();
        }
        return come;
    }

    /** Why they can't be asked now; empty where they can, and until they were. */
    Optional<String> failure() {
        return failure;
    }

    private void work() {
        while (!closed) {
            try {
                awaitQuestion();
                answerAll();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
                log.error(
                        "{} and {} can't be compared now; trying again in {} s: {}",
                        before.getVersion(),
                        now.getVersion(),
                        AGAIN_AFTER.toSeconds(),
                        e.toString(),
                        e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void awaitQuestion() throws InterruptedException {
        if (together.isEmpty()) {
            together.add(asked.take());
            asked.drainTo(together, TOGETHER - 1);
        }
    }

    private void answerAll() throws InterruptedException {
        try (Loaded loaded = load()) {
            failure = Optional.empty();
            while (!closed) {
                answerTogether(loaded);
                awaitQuestion();
            }
        }
    }

    private Loaded load() {
        Checkpoint first = Checkpoint.open(Path.of(before.getUri()), before.getManifestSha256());
        Checkpoint second = Checkpoint.open(Path.of(now.getUri()), now.getManifestSha256());
        Labels labels = new Labels(second.config().labels());
        TextClassifier one = TextClassifier.load(first, inference);
        try {
            return new Loaded(one, TextClassifier.load(second, inference), labels, learned.apply(labels));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            one.close();
            throw e;
        }
    }

    private void answerTogether(Loaded loaded) {
        List<String> texts = together.stream().map(FeedbackRow::text).toList();
        List<Classification> first = loaded.before().classifyTexts(texts);
        List<Classification> second = loaded.now().classifyTexts(texts);
        for (int i = 0; i < texts.size(); i++) {
            answers.add(
                    answer(together.get(i), first.get(i).label(), second.get(i).label(), loaded));
        }
        together.clear();
    }

    private static Answer answer(FeedbackRow row, String first, String second, Loaded loaded) {
        NormalisedText text = new NormalisedText(row.text());
        if (loaded.learned().contains(text)) {
            return new Answer(row, Optional.empty());
        }
        try {
            String label = loaded.labels().nameOf(row.label());
            return new Answer(
                    row,
                    Optional.of(new Vote(
                            row.key(),
                            text,
                            row.annotator(),
                            row.labelledAt(),
                            first.equals(label),
                            second.equals(label))));
        } catch (IllegalArgumentException e) {
            log.warn("The feedback in {} is not compared: {}", row, e.getMessage());
            return new Answer(row, Optional.empty());
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_AFTER.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Lets both go when the batch at hand is done. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
