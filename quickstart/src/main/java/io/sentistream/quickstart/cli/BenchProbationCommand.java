package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.probation.ProbationSimulation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how often a probation rolls back, rightly, wrongly, and under attack. */
@Command(
        name = "probation",
        description =
                "How often a promoted model is rolled back by itself that truly loses so much, by the number of annotators, by"
                        + " what these label, and where some of them are hostile. Prints tables in Markdown.",
        sortOptions = false)
final class BenchProbationCommand implements Callable<Integer> {
    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Probations for each number (default: ${DEFAULT-VALUE}).")
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
        new ProbationSimulation(simulation.config().probation(), SimulationOptions.checked(draws), simulation.seed())
                .markdown()
                .forEach(table.on(context.out()));
        return 0;
    }
}
