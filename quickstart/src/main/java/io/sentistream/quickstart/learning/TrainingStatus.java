package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.util.Locale;

/**
 * Shows a training in the status line.
 *
 * @param screen where
 */
public record TrainingStatus(Screen screen) implements TrainingListener {
    @Override
    public void stepped(TrainingProgress progress) {
        screen.status(String.format(
                Locale.ROOT,
                "training: step %,d of %,d, loss %.3f, %.0f examples/s, %d s left",
                progress.step(),
                progress.totalSteps(),
                progress.smoothedLoss(),
                progress.examplesPerSecond(),
                progress.remaining().toSeconds()));
    }

    @Override
    public void ended() {
        screen.status("judging the candidate on rows that it did not learn from");
    }
}
