package io.sentistream.quickstart.cli;

import io.sentistream.classifier.bench.BenchmarkOptions;
import io.sentistream.classifier.bench.MicroBatchBenchmark;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.terminal.Logging;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures parts of the system on this machine. */
@Command(
        name = "bench",
        description = "Measure parts of the system on this machine.",
        sortOptions = false,
        subcommands = {
            BenchInferenceCommand.class,
            BenchStreamCommand.class,
            BenchTrainingCommand.class,
            BenchMemoryCommand.class,
            BenchAdaptationCommand.class,
            BenchGateCommand.class,
            BenchLabelsCommand.class,
            BenchProbationCommand.class,
            BenchRollBackCommand.class,
            BenchDriftCommand.class,
            BenchPoisoningCommand.class,
            BenchForgettingCommand.class,
            BenchAskingCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help; each subcommand has its own
    private Context context;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which one: " + String.join(", ", spec.subcommands().keySet()) + "?");
    }

    @Command(
            name = "micro-batches",
            description =
                    "The classifier's micro-batching on a broker of its own, with a model that sleeps for each text:"
                            + " record by record against micro-batches, at least once against exactly once. Prints a table in"
                            + " Markdown.",
            sortOptions = false)
    int microBatches(
            @Option(
                            names = "--reviews",
                            paramLabel = "N",
                            defaultValue = "1500",
                            description = "Reviews of a row under load (default: ${DEFAULT-VALUE}).")
                    int reviews,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description = "Partitions of the topics (default: ${DEFAULT-VALUE}).")
                    int partitions,
            @Option(
                            names = "--batch",
                            paramLabel = "N",
                            defaultValue = "32",
                            description = "The most texts of a micro-batch (default: ${DEFAULT-VALUE}).")
                    int batchTexts,
            @Option(
                            names = "--text-ms",
                            paramLabel = "MS",
                            defaultValue = "20",
                            description = "What the model sleeps for a text (default: ${DEFAULT-VALUE}).")
                    long perText,
            @Option(
                            names = "--batch-ms",
                            paramLabel = "MS",
                            defaultValue = "0",
                            description = "What it sleeps for a batch besides (default: ${DEFAULT-VALUE}).")
                    long perBatch,
            @Mixin TableOption table,
            @Mixin Context own) {
        own.log(Logging.QUIET);
        BenchmarkOptions options = new BenchmarkOptions(
                reviews, partitions, batchTexts, Duration.ofMillis(perText), Duration.ofMillis(perBatch));
        try (TemporaryDirectory directory = TemporaryDirectory.in(own.home(), "bench");
                EmbeddedBroker broker = EmbeddedBroker.start(directory.path().resolve("kafka"));
                SchemaRegistryProcess registry =
                        SchemaRegistryProcess.start(directory.path().resolve("registry"))) {
            new MicroBatchBenchmark(broker.bootstrapServers(), registry.url(), options).print(table.on(own.out()));
        }
        return 0;
    }
}
