package io.sentistream.quickstart.terminal;

import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error for what takes its time, where that is a terminal; else nothing. For one thread. */
public final class Progress implements AutoCloseable {
    /** As the total where nobody knows it. */
    public static final long UNKNOWN = -1;

    private static final int UPDATE_MS = 500;

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /**
     * Begins one where the launcher found a terminal: it sets {@code sentistream.progress} where standard error is one.
     *
     * @param task what is done, in a word
     * @param total how many there are, or {@link #UNKNOWN}
     */
    public static Progress of(String task, long total) {
        return Boolean.getBoolean("sentistream.progress")
                ? new Progress(Optional.of(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(UPDATE_MS)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .clearDisplayOnFinish()
                        .build()))
                : none();
    }

    /** No bar. */
    public static Progress none() {
        return new Progress(Optional.empty());
    }

    /** So many more are done. */
    public void step(long more) {
        bar.ifPresent(shown -> shown.stepBy(more));
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
