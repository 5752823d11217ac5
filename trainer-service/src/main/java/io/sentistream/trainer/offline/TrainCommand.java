package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.model.Models;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.progress.ProgressDisplay;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Fine-tunes a base on labelled rows and writes a Hugging Face directory. */
@Command(
        name = "train",
        description = "Fine-tunes a base on labelled rows and writes a Hugging Face directory.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TrainCommand implements Callable<Integer> {
    /** The classes of single texts, where nothing else is said. */
    static final List<String> SENTIMENT = List.of("negative", "positive");

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    /** What to train on what, and where to; for commands that train in this way too. */
    public static final class Options {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "the directory to write; DIR.training keeps logs, and the state while it trains")
        private Path out;

        @Option(
                names = "--task",
                paramLabel = "single|pair|tokens|questions",
                defaultValue = "single",
                converter = TaskName.class,
                description =
                        "what to learn: a label for a text, a label for a pair of texts, a tag for each word, or where"
                                + " in a text the answer to a question stands (default: ${DEFAULT-VALUE})")
        private Task task;

        @Option(
                names = "--base",
                paramLabel = "MODEL",
                defaultValue = "minilm",
                description = "the model to start from: minilm, e5-small, a directory or a name on the Hugging Face hub"
                        + " (default: ${DEFAULT-VALUE})")
        private String base;

        @Option(
                names = "--data",
                paramLabel = "DIR|FILE",
                defaultValue = "auto",
                description = "a directory with train.tsv and dev.tsv, a file of rows sentence<TAB>label, sst2, sample,"
                        + " or auto: sst2, or sample where that can't be had (default: ${DEFAULT-VALUE}). For pair a"
                        + " file with the columns sentence1, sentence2 and label, for tokens lines WORD TAG, for questions"
                        + " JSON as SQuAD's; or a directory with train and dev, in .tsv, .txt or .json")
        private String data;

        @Option(
                names = "--validation",
                paramLabel = "FILE",
                description = "rows to report the accuracy on, in place of the data's own")
        private Path validation;

        @Option(
                names = "--labels",
                split = ",",
                paramLabel = "NAME",
                description =
                        "the classes by index, where the base has none yet (default: negative,positive; for pair and"
                                + " tokens those of the data)")
        private List<String> labels;

        @Option(
                names = "--withheld-rows",
                paramLabel = "N",
                defaultValue = "3000",
                description =
                        "rows kept from training, with all that overlap them, to choose the best epoch and to judge"
                                + " later models on (default: ${DEFAULT-VALUE}; a fifth of the data at most)")
        private int withheldRows;

        @Option(
                names = "--withheld-seed",
                paramLabel = "N",
                defaultValue = "7",
                description = "which rows are withheld; keep it over a model's life (default: ${DEFAULT-VALUE})")
        private long withheldSeed;

        @Mixin
        private TeacherOptions teacher;

        @Mixin
        private TrainingOptions training;

        /**
         * The training that these ask for.
         *
         * @param command the command as a person would type it again, for the model card
         * @throws io.sentistream.schemas.config.SettingsException telling every value that can't be
         */
        public OfflineTraining training(Models models, BaseData baseData, String command) {
            return new OfflineTraining(
                    models,
                    baseData,
                    new OfflineTraining.Task(
                            out.toAbsolutePath().normalize(),
                            base,
                            data,
                            Optional.ofNullable(validation),
                            task,
                            Optional.ofNullable(labels),
                            withheldRows,
                            withheldSeed,
                            teacher.read(),
                            training.read(System.getenv()),
                            command));
        }
    }

    /** A task by its name in any case. */
    static final class TaskName implements ITypeConverter<Task> {
        @Override
        public Task convert(String name) {
            return Stream.of(Task.values())
                    .filter(task -> task.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + name + "' is no task; give single, pair, tokens or questions"));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        String command = spec.root().name() + " "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
        Path home = Home.directory();
        PrintStream err = System.err;
        OfflineTraining training = options.training(new Models(home.resolve("models")), new BaseData(home), command);
        OfflineTraining.Result result = training.run(ProgressDisplay.on(err), err::println);
        spec.commandLine().getOut().println(result);
        return 0;
    }
}
