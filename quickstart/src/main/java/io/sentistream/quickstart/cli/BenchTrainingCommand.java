package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.quickstart.bench.Learners;
import io.sentistream.quickstart.bench.TrainingBenchmark;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.training.Batches;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a network learns here, beside PyTorch. */
@Command(
        name = "training",
        description =
                "How fast a network learns on the CPU, beside the same one in a plain program, padded to 128 tokens,"
                        + " and in PyTorch from Python. Prints a table in Markdown.",
        sortOptions = false)
final class BenchTrainingCommand implements Callable<Integer> {
    private static final int MAX_LENGTH = 128;

    @Mixin
    private BenchModel model;

    @Option(
            names = "--data",
            paramLabel = "FILE.tsv",
            defaultValue = "sample",
            description = "Rows 'sentence<TAB>label' (default: the sample that comes with the build).")
    private String data;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "A Python that has PyTorch; without it that is left out.")
    private Optional<String> python = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "10",
            description = "Steps of a turn, each on 32 rows (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each has its turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--threads", paramLabel = "N", description = "How many compute a product (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        if (rounds < 1 || threads < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "--rounds " + rounds + ", --threads " + threads + ", --steps " + steps + ": give 1 or more");
        }
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        Checkpoint start = model.open(context.home());
        if (start.config().architecture() != Architecture.BERT) {
            throw new IllegalArgumentException(
                    "the network is a " + start.config().architecture()
                            + ", but the programs beside ours are BERTs; give such a --model, or a --shape");
        }
        List<LabelledBatch> batches = batches(start);
        try (TemporaryDirectory temporary = TemporaryDirectory.in(context.home(), "bench");
                Learners learners = Learners.of(start, batches, python, temporary.path(), threads)) {
            new TrainingBenchmark(batches).run(learners, rounds).forEach(table.on(context.out()));
        }
        return 0;
    }

    /** Batches as a training makes them. */
    private List<LabelledBatch> batches(Checkpoint start) {
        Labels labels = new Labels(start.config().labels());
        List<Example> examples =
                new BaseData(context.home().directory()).resolve(data, labels).train();
        try (Tokenizer tokenizer = Tokenizer.of(start)) {
            List<LabelledBatch> all = Batches.of(
                    tokenizer, examples, Math.min(MAX_LENGTH, start.config().positions()), 32, 1);
            return all.subList(0, Math.min(steps, all.size()));
        }
    }
}
