package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.probation.ProbationSimulation;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same gives the same tables (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the probation, such as probation.margin=0.05; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        if (draws < 1) {
            throw new IllegalArgumentException("--draws " + draws + ": give 1 or more");
        }
        new ProbationSimulation(TrainerConfig.of(trainer).probation(), draws, seed)
                .markdown()
                .forEach(context.out()::println);
        return 0;
    }
}
