package io.sentistream.trainer.progress;

import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells of a training in lines of text: one each ten seconds, one at its last step, and one for each evaluation. */
public final class ProgressLines implements TrainingListener {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final Consumer<String> out;
    private long lastNanos = System.nanoTime() - INTERVAL_NANOS;

    /** Lines without their ends go to {@code out}. */
    public ProgressLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void stepped(TrainingProgress progress) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS || progress.step() == progress.totalSteps()) {
            lastNanos = now;
            out.accept(String.format(
                    Locale.ROOT,
                    "step %,d of %,d  epoch %.2f  loss %.4f  rate %.2e  %.0f examples/s  %s left",
                    progress.step(),
                    progress.totalSteps(),
                    progress.epoch(),
                    progress.smoothedLoss(),
                    progress.learningRate(),
                    progress.examplesPerSecond(),
                    clock(progress.remaining())));
        }
    }

    @Override
    public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
        if (evaluation.rows() > 0) {
            out.accept(evaluationLine(progress, evaluation, best));
        }
    }

    static String evaluationLine(TrainingProgress progress, Evaluation evaluation, boolean best) {
        return String.format(
                Locale.ROOT,
                "epoch %.2f: accuracy %s%s, loss %.4f%s",
                progress.epoch(),
                evaluation,
                evaluation.others().containsKey(Evaluation.F1)
                        ? String.format(Locale.ROOT, ", F1 %.4f", evaluation.f1())
                        : "",
                evaluation.loss(),
                best ? ", the best so far" : "");
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
