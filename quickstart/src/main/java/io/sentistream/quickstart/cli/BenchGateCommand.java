package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.gate.Gate;
import io.sentistream.trainer.gate.GateSimulation;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same gives the same tables (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the gate, such as gate.gain.level=0.05; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        if (draws < 1) {
            throw new IllegalArgumentException("--draws " + draws + ": give 1 or more");
        }
        new GateSimulation(new Gate(TrainerConfig.of(trainer).gate()), draws, seed)
                .markdown()
                .forEach(context.out()::println);
        return 0;
    }
}
