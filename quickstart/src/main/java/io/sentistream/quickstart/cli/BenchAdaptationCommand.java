package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.adaptation.AdaptationBenchmark;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.HeldOut;
import io.sentistream.quickstart.learning.TrainingStatus;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what labels of another domain are worth. */
@Command(
        name = "adaptation",
        description =
                "What labels of another domain are worth: they are streamed as feedback into a system of their own, and"
                        + " after 0, 50, 100, 200, 500 and all it learns from them, through the gate, and is measured through the"
                        + " topics. Prints a table in Markdown.",
        sortOptions = false)
final class BenchAdaptationCommand implements Callable<Integer> {
    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DIR",
            description =
                    "A directory with train.tsv and dev.tsv, or with files of rows 'sentence<TAB>label', of which three"
                            + " tenths are held out; can be repeated.")
    private List<Path> domains;

    @Option(
            names = "--base-data",
            paramLabel = "DATA",
            defaultValue = "auto",
            description = "The base data, whose training rows are replayed and whose validation rows measured: sst2, a"
                    + " directory with train.tsv and dev.tsv, or auto (default: ${DEFAULT-VALUE}).")
    private String baseData;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,3",
            description = "Each decides the order of the labels, and seeds the trainings (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "N",
            defaultValue = "0,50,100,200,500,2147483647",
            description = "After how many labels to measure, rising; a number beyond all stands for all (default:"
                    + " 0,50,100,200,500 and all).")
    private List<Integer> labels;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where cells.jsonl is kept, a line for each cell, and what is needed to go on after an interruption"
                            + " (default: bench/adaptation in the home).")
    private Path work;

    @Mixin
    private SystemOptions system;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = context.progress();
        Path log = context.logToFile(Logging.QUIET, "bench-adaptation");
        screen.line("The log is " + log + ".");
        for (int i = 1; i < labels.size(); i++) {
            if (labels.get(i) <= labels.get(i - 1)) {
                throw new CommandFailed("--labels " + labels + ": give numbers that rise, such as 0,50,100");
            }
        }
        DataSet base =
                new BaseData(context.home().directory()).resolve(baseData, new Labels(List.of("negative", "positive")));
        if (base.validation().isEmpty()) {
            throw new CommandFailed("--base-data " + baseData + " has no validation rows to measure on; give sst2, or a"
                    + " directory with train.tsv and dev.tsv");
        }
        HeldOut measured = new HeldOut(
                base.name() + " dev",
                base.validation().stream()
                        .map(row -> new Row(row.text(), Optional.of(Integer.toString(row.label()))))
                        .toList());
        Map<String, String> trainer = Map.of(
                "base.data",
                baseData.equals("auto") ? base.name() : baseData,
                "retrain.labels",
                Integer.toString(Integer.MAX_VALUE),
                "retrain.after",
                "365d");
        new AdaptationBenchmark(
                        work == null ? context.home().directory().resolve("bench/adaptation") : work.toAbsolutePath(),
                        measured,
                        labels,
                        (directory, seed) -> {
                            Map<String, String> settings = new HashMap<>(trainer);
                            settings.put("adaptation.seed", Integer.toString(seed));
                            return system.local(
                                    context.home().directory(),
                                    directory,
                                    OptionalInt.empty(),
                                    settings,
                                    new TrainingStatus(screen));
                        },
                        screen)
                .run(domains, seeds)
                .forEach(table.on(context.out()));
        return 0;
    }
}
