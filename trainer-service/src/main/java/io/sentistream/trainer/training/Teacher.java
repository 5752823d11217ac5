package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.config.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A classifier that another learns from. What it says is written to a file as it goes, so that a training which is killed
 * doesn't ask it again. Used by one thread.
 */
public final class Teacher {
    /** Texts between two savings: half a minute of a large network on a small machine. */
    private static final int CHUNK = 2048;

    private static final int BATCH_TOKENS = 4096;

    private final Checkpoint checkpoint;
    /** Its index of each of the student's labels. */
    private final int[] indices;

    private final TrainingConfig config;
    private final SavedLogits saved;

    /**
     * @param name what the user calls it
     * @param labels the student's
     * @param config the student's: texts are cut as they are for the student
     * @param file where its answers are kept
     * @throws SettingsException if it is no classifier, or not of the same labels; their order and case may differ
     */
    public Teacher(String name, Checkpoint checkpoint, Labels labels, TrainingConfig config, Path file) {
        this.checkpoint = checkpoint;
        this.indices = indices(name, checkpoint.config().labels(), labels.names());
        this.config = config;
        this.saved = new SavedLogits(file);
    }

    private static int[] indices(String name, List<String> own, List<String> asked) {
        try {
            int[] indices =
                    asked.stream().mapToInt(new Labels(own)::indexOf).distinct().toArray();
            if (indices.length == own.size()) {
                return indices;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with all labels.
        }
        throw SettingsException.of(
                "teacher",
                name,
                own.isEmpty()
                        ? "it has no classifier; fine-tune it first, or give one that is"
                        : "it knows the labels " + own + ", but the student is to learn " + asked
                                + "; give a teacher of the same labels");
    }

    /**
     * Its logits of texts, in the order of the student's labels, up to a number that is the same for all labels of a text.
     *
     * @param say is told now and then how far it is
     * @throws InterruptedException if the thread is interrupted; what was said so far is in the file
     */
    public List<float[]> logits(List<String> texts, Consumer<String> say) throws InterruptedException {
        String fingerprint = Fingerprint.of(checkpoint, indices, texts, config.maxLength());
        List<float[]> logits = new ArrayList<>(saved.load(fingerprint));
        InferenceConfig inference =
                new InferenceConfig(config.device(), Precision.FLOAT32, config.maxLength(), 1, BATCH_TOKENS);
        try (TextClassifier classifier = TextClassifier.load(checkpoint, inference)) {
            int before = logits.size();
            long started = System.nanoTime();
            while (logits.size() < texts.size()) {
                int end = Math.min(texts.size(), logits.size() + CHUNK);
                for (Classification answer : classifier.classifyTexts(texts.subList(logits.size(), end))) {
                    logits.add(logits(answer));
                }
                saved.save(fingerprint, logits);
                say.accept(progress(end, texts.size(), (end - before) / ((System.nanoTime() - started) / 1e9)));
                if (Thread.interrupted()) {
                    throw new InterruptedException("the teacher was interrupted after " + end + " texts");
                }
            }
        }
        return logits;
    }

    private float[] logits(Classification answer) {
        float[] own = answer.logits();
        float[] logits = new float[indices.length];
        for (int label = 0; label < logits.length; label++) {
            logits[label] = own[indices[label]];
        }
        return logits;
    }

    private static String progress(int done, int all, double perSecond) {
        long left = Math.round((all - done) / perSecond);
        return String.format(
                Locale.ROOT,
                "teacher: %,d of %,d texts  %.0f texts/s  %d:%02d:%02d left",
                done,
                all,
                perSecond,
                left / 3600,
                left / 60 % 60,
                left % 60);
    }
}
