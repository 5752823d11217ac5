package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.bench.MemoryBenchmark;
import io.sentistream.quickstart.terminal.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures whether memory stays flat. */
@Command(
        name = "memory",
        description =
                "The memory of this process over many training steps and batches of mixed shapes. Prints a table in"
                        + " Markdown.",
        sortOptions = false)
final class BenchMemoryCommand implements Callable<Integer> {
    @Mixin
    private BenchModel model;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Training steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--batches",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Batches to classify, in float32 and in int8 (default: ${DEFAULT-VALUE}).")
    private int batches;

    @Option(
            names = "--loads",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Times to load and release the model, each by a thread of its own (default: ${DEFAULT-VALUE}).")
    private int loads;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        context.log(Logging.QUIET);
        if (steps < 1 || batches < 1 || loads < 1) {
            throw new IllegalArgumentException(
                    "--steps " + steps + ", --batches " + batches + ", --loads " + loads + ": give 1 or more");
        }
        new MemoryBenchmark(model.open(context.home()), table.on(context.out())).run(steps, batches, loads);
        return 0;
    }
}
