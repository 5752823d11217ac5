package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.poisoning.CleanRetrainings;
import io.sentistream.quickstart.poisoning.PoisoningBenchmark;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what false labels do. */
@Command(
        name = "poisoning",
        description =
                "What false labels do: feedback is spoiled in several ways, at several strengths, and learned by the trainer's"
                        + " own code, through the gate; what serves afterwards is measured. Prints a table in Markdown.",
        sortOptions = false)
final class BenchPoisoningCommand implements Callable<Integer> {
    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DIR",
            description =
                    "A directory with train.tsv and dev.tsv, or with files of rows 'sentence<TAB>label', of which three"
                            + " tenths are held out. The first is attacked; can be repeated, for --clean.")
    private List<Path> domains;

    @Option(
            names = "--labels",
            paramLabel = "N",
            defaultValue = "500",
            description = "Rows of feedback (default: ${DEFAULT-VALUE}).")
    private int labels;

    @Option(
            names = "--attack",
            paramLabel = "NAME",
            description =
                    "What is tried: planted phrase, random flips, one busy annotator, near-duplicates, slow drip; can"
                            + " be repeated (default: all).")
    private List<String> attacks = new ArrayList<>();

    @Option(
            names = "--clean",
            paramLabel = "N",
            description =
                    "Measure instead how often the scan for planted phrases refuses a candidate that learned honest"
                            + " feedback: in N retrainings on samples of all domains.")
    private int clean;

    @Option(
            names = "--clean-labels",
            split = ",",
            paramLabel = "N",
            defaultValue = "100,200,300",
            description = "Rows of feedback of these retrainings, in turn (default: ${DEFAULT-VALUE}).")
    private List<Integer> cleanLabels;

    @Mixin
    private OfflineTrainer trainer;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = context.progress();
        screen.line("The log is " + context.logToFile(Logging.QUIET, "bench-poisoning") + ".");
        List<Domain> read = domains.stream().map(Domain::read).toList();
        Path work = trainer.work(context.home(), "poisoning");
        List<String> lines = clean > 0
                ? new CleanRetrainings(work, trainer.lines(context.home(), screen), cleanLabels, screen)
                        .run(read, clean)
                : new PoisoningBenchmark(
                                work,
                                trainer.lines(context.home(), screen),
                                PoisoningBenchmark.named(attacks),
                                labels,
                                screen)
                        .run(read.get(0), trainer.seeds());
        lines.forEach(table.on(context.out()));
        return 0;
    }
}
