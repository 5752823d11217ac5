package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.gate.Gate;
import io.sentistream.trainer.gate.GateSimulation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how often the trainer's gate is wrong. */
@Command(
        name = "gate",
        description =
                "How often the trainer's gate promotes and refuses candidates that are truly worse, equal or better, by the"
                        + " number of withheld rows. Prints tables in Markdown.",
        sortOptions = false)
final class BenchGateCommand implements Callable<Integer> {
    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Candidates for each number (default: ${DEFAULT-VALUE}).")
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
        new GateSimulation(new Gate(simulation.config().gate()), SimulationOptions.checked(draws), simulation.seed())
                .markdown()
                .forEach(table.on(context.out()));
        return 0;
    }
}
