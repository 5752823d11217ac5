package io.sentistream.trainer.progress;

import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Shows a training as a bar on a terminal, with loss, learning rate, speed and the time left. */
public final class ProgressDisplay implements TrainingListener {
    private final PrintStream out;
    private ProgressBar bar;

    private ProgressDisplay(PrintStream out) {
        this.out = out;
    }

    /** A bar where the process has a terminal, else {@link ProgressLines}. */
    public static TrainingListener on(PrintStream out) {
        return Ansi.AUTO.enabled() ? new ProgressDisplay(out) : new ProgressLines(out::println);
    }

    @Override
    public void stepped(TrainingProgress progress) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(progress.totalSteps())
                    .startsFrom(progress.step() - 1, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .build();
        }
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                " loss %.3f rate %.1e %.0f/s",
                progress.smoothedLoss(),
                progress.learningRate(),
                progress.examplesPerSecond()));
        bar.stepTo(progress.step());
    }

    @Override
    public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
        if (evaluation.rows() > 0) {
            out.println();
            out.println(ProgressLines.evaluationLine(progress, evaluation, best));
        }
    }

    @Override
    public void ended() {
        if (bar != null) {
            bar.close();
        }
    }
}
