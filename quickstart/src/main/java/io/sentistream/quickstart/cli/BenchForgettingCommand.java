package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.forgetting.ForgettingBenchmark;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what is forgotten. */
@Command(
        name = "forgetting",
        description =
                "What is forgotten of one domain while others are learned: labels of the base data's domain, of each other"
                        + " one, and of the first again are learned by the trainer's own code, without replay, with plain replay"
                        + " and as the trainer does it, and all domains are measured after each step. Prints tables in Markdown.",
        sortOptions = false)
final class BenchForgettingCommand implements Callable<Integer> {
    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DIR",
            description =
                    "A directory with train.tsv and dev.tsv, or with files of rows 'sentence<TAB>label', of which three"
                            + " tenths are held out; can be repeated, and is learned in this order.")
    private List<Path> domains;

    @Option(
            names = "--labels",
            paramLabel = "N",
            defaultValue = "300",
            description = "Labels of a step (default: ${DEFAULT-VALUE}).")
    private int labels;

    @Mixin
    private OfflineTrainer trainer;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = context.progress();
        screen.line("The log is " + context.logToFile(Logging.QUIET, "bench-forgetting") + ".");
        new ForgettingBenchmark(
                        trainer.work(context.home(), "forgetting"),
                        trainer.lines(context.home(), screen),
                        labels,
                        screen)
                .run(domains.stream().map(Domain::read).toList(), trainer.seeds())
                .forEach(table.on(context.out()));
        return 0;
    }
}
