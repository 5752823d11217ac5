package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.quickstart.bench.InferenceBenchmark;
import io.sentistream.quickstart.bench.InferenceReport;
import io.sentistream.quickstart.bench.Rivals;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.data.BaseData;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a model classifies here, beside ONNX Runtime. */
@Command(
        name = "inference",
        description =
                "How fast a model classifies on the CPU, in float32 and int8, beside ONNX Runtime on the same texts."
                        + " Prints a table in Markdown.",
        sortOptions = false)
final class BenchInferenceCommand implements Callable<Integer> {
    @Mixin
    private BenchModel model;

    @Option(
            names = "--data",
            paramLabel = "FILE.tsv",
            defaultValue = "sample",
            description = "Rows 'sentence<TAB>label' (default: the sample that comes with the build).")
    private String data;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each has its turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--threads", paramLabel = "N", description = "How many compute a product (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        if (rounds < 1 || threads < 1) {
            throw new IllegalArgumentException("--rounds " + rounds + ", --threads " + threads + ": give 1 or more");
        }
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        Checkpoint checkpoint = model.open(context.home());
        InferenceBenchmark benchmark = new InferenceBenchmark(texts(checkpoint));
        try (TemporaryDirectory temporary = TemporaryDirectory.in(context.home(), "bench");
                Rivals rivals = Rivals.of(checkpoint, temporary.path(), threads)) {
            InferenceReport report = benchmark.run(rivals, rounds);
            if (json) {
                context.out().println(SentimentJson.write(report.json()));
            } else {
                report.markdown().forEach(context.out()::println);
            }
        }
        return 0;
    }

    private List<EncodedText> texts(Checkpoint checkpoint) {
        Labels labels = new Labels(checkpoint.config().labels());
        try (Tokenizer tokenizer = Tokenizer.of(checkpoint)) {
            return new BaseData(context.home().directory())
                    .resolve(data, labels).train().stream()
                            .map(example -> tokenizer.encode(
                                    example.text(), checkpoint.config().positions(), 1))
                            .toList();
        }
    }
}
