package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.annotation.LabelSimulation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what votes, reliability and canaries are worth against bad annotators. */
@Command(
        name = "labels",
        description =
                "How many wrong labels teach, with and without the trainer's votes and its estimates of annotators, by how many"
                        + " annotators there are, how many are bad, and how often they label the same. Prints a table in"
                        + " Markdown.",
        sortOptions = false)
final class BenchLabelsCommand implements Callable<Integer> {
    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "100",
            description = "Crowds of annotators for each line (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Mixin
    private SimulationOptions simulation;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        new LabelSimulation(simulation.config().annotation(), SimulationOptions.checked(draws), simulation.seed())
                .markdown()
                .forEach(table.on(context.out()));
        return 0;
    }
}
