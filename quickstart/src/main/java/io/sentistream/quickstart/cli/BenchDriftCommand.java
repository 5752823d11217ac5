package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.quickstart.drift.DriftBenchmark;
import io.sentistream.quickstart.drift.Output;
import io.sentistream.quickstart.drift.Outputs;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the trainer's drift detectors. */
@Command(
        name = "drift",
        description =
                "How often the trainer tells of drift where there is none, and after how many results it notices that another"
                        + " domain comes. Half of the withheld base rows are the reference, the others are drawn from with"
                        + " replacement. Prints tables in Markdown.",
        sortOptions = false)
final class BenchDriftCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--base-data",
            paramLabel = "DATA",
            defaultValue = "auto",
            description =
                    "The base data: sst2, a directory with train.tsv and dev.tsv, or auto (default: ${DEFAULT-VALUE}).")
    private String baseData;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DIR",
            description =
                    "What the stream turns to: a directory with train.tsv and dev.tsv, or a file; can be repeated.")
    private List<Path> domains;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Streams for each number (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--results",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Results of a stream without drift (default: ${DEFAULT-VALUE}).")
    private int results;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same gives the same tables (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the trainer, such as drift.false.alarm.every=100000; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where the model's outputs are kept (default: bench/drift in the home).")
    private Path work;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Checkpoint checkpoint = model.open(context.home());
        Labels labels = new Labels(checkpoint.config().labels());
        Map<String, String> settings = new LinkedHashMap<>(Map.of("base.data", baseData));
        settings.putAll(trainer);
        TrainerConfig config = TrainerConfig.of(settings);
        BaseData data = new BaseData(context.home().directory());
        List<Example> withheld = config.base().read(data, labels).rows().withheld();
        List<Example> reference = new ArrayList<>();
        List<Example> others = new ArrayList<>();
        for (int i = 0; i < withheld.size(); i++) {
            (i % 2 == 0 ? reference : others).add(withheld.get(i));
        }
        Outputs outputs = new Outputs(
                        checkpoint,
                        InferenceConfig.defaults(),
                        work == null ? context.home().directory().resolve("bench/drift") : work.toAbsolutePath(),
                        context.progress())
                .comparedWith(reference);
        Map<String, List<Output>> turned = new LinkedHashMap<>();
        for (Path domain : domains) {
            DataSet rows = data.resolve(domain.toString(), labels);
            List<Example> all = new ArrayList<>(rows.train());
            all.addAll(rows.validation());
            String name = domain.toAbsolutePath().normalize().getFileName().toString();
            turned.put(name, outputs.of(name, all));
        }
        DriftBenchmark benchmark = new DriftBenchmark(
                outputs.checkpoint().reference().orElseThrow(),
                config.drift().falseAlarmEvery(),
                outputs.of("withheld", others),
                runs,
                seed);
        Consumer<String> out = table.on(context.out());
        benchmark.falseAlarms(results).forEach(out);
        out.accept("");
        benchmark.delays(turned).forEach(out);
        return 0;
    }
}
