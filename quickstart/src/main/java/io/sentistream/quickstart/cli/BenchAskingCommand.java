package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.drift.AskingBenchmark;
import io.sentistream.quickstart.drift.AskingBenchmark.Arm;
import io.sentistream.quickstart.drift.AskingCell;
import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what labels are worth that the trainer asks for. */
@Command(
        name = "asking",
        description =
                "What 100 labels are worth that the trainer asks for, beside 100 and 150 at random, of the same reviews of"
                        + " another domain: a retraining on each, measured on all rows that none has learned. Prints a table in"
                        + " Markdown.",
        sortOptions = false)
final class BenchAskingCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            defaultValue = "starter",
            description = "The model that learns (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--base-data",
            paramLabel = "DATA",
            defaultValue = "auto",
            description = "The base data, whose rows are replayed (default: ${DEFAULT-VALUE}).")
    private String baseData;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DIR",
            description =
                    "A directory with train.tsv and dev.tsv, or a file of rows 'sentence<TAB>label'; can be repeated.")
    private List<Path> domains;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,3,4,5,6,7,8,9,10",
            description = "Each draws the reviews to choose from (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(
            names = "--pool",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "From how many reviews is chosen, as the trainer does from its last (default: ${DEFAULT-VALUE}).")
    private int pool;

    @Option(
            names = "--labels",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many labels are chosen; at random as many and half as many more (default: ${DEFAULT-VALUE}).")
    private int labels;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the trainer, such as adaptation.epochs=2; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where cells.jsonl is kept, and the checkpoints meanwhile (default: bench/asking in the home).")
    private Path work;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        context.log(Logging.QUIET);
        Path directory = work == null ? context.home().directory().resolve("bench/asking") : work.toAbsolutePath();
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "home", context.home().directory().toString(),
                "initial.model", model,
                "base.data", baseData,
                "store.directory", directory.resolve("checkpoints").toString(),
                // What the labels are worth is asked, not whether the gate sees it.
                "gate.base.rows", "1",
                "gate.scan.phrases", "0",
                "gate.base.margin", "1",
                "gate.gain.level", "1",
                "gate.canaries", "100"));
        settings.putAll(trainer);
        OfflineLine line = new OfflineLine(TrainerConfig.of(settings), new TrainingListener() {});
        Map<String, List<Example>> rows = new LinkedHashMap<>();
        for (Path domain : domains) {
            rows.put(
                    domain.toAbsolutePath().normalize().getFileName().toString(),
                    each(new BaseData(context.home().directory()).resolve(domain.toString(), line.labels())));
        }
        new AskingBenchmark(
                        line, pool, new Cells<>(directory.resolve("cells.jsonl"), AskingCell.class), context.progress())
                .run(
                        rows,
                        seeds,
                        List.of(
                                new Arm("chosen", labels),
                                new Arm("random", labels),
                                new Arm("random", labels + labels / 2)))
                .forEach(table.on(context.out()));
        return 0;
    }

    /** All rows, each text once. */
    private static List<Example> each(DataSet data) {
        Set<NormalisedText> texts = new HashSet<>();
        List<Example> rows = new ArrayList<>(data.train());
        rows.addAll(data.validation());
        rows.removeIf(row -> !texts.add(new NormalisedText(row.text())));
        return rows;
    }
}
