package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.progress.JsonLinesLog;
import io.sentistream.trainer.progress.TensorBoardLog;
import io.sentistream.trainer.task.TaskData;
import io.sentistream.trainer.task.TaskFormat;
import io.sentistream.trainer.task.TaskRows;
import io.sentistream.trainer.training.Trainer;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingReport;
import io.sentistream.trainer.training.TrainingState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fine-tunes a base for a task whose rows are not single texts. As with those, the best is chosen on withheld rows, unless
 * nothing is withheld.
 */
final class HeadTraining {
    /** In the manifest, what the rows were cut at. */
    static final String MAX_LENGTH = "max.length";

    private final Models models;
    private final OfflineTraining.Task task;

    HeadTraining(Models models, OfflineTraining.Task task) {
        this.models = models;
        this.task = task;
        if (task.distillation().isPresent()) {
            throw SettingsException.of(
                    "teacher", task.distillation().get().teacher(), "leave it out: a teacher is for --task single");
        }
        if (task.data().equals("auto")) {
            throw SettingsException.of("data", task.data(), "give a file or a directory of rows for this task");
        }
    }

    OfflineTraining.Result run(TrainingListener listener, Consumer<String> say) throws InterruptedException {
        return run(TaskFormat.of(task.kind()), listener, say);
    }

    private <T> OfflineTraining.Result run(TaskFormat<T> format, TrainingListener listener, Consumer<String> say)
            throws InterruptedException {
        Checkpoint base = Checkpoint.open(models.resolve(task.base()));
        TaskData<T> data = TaskData.read(
                format, Path.of(task.data()), task.validation(), task.withheldRows(), task.withheldSeed());
        Checkpoint start = start(base, format, data.train());
        say.accept(String.format(
                "%s on %s: %,d rows to train on, %,d withheld, %,d to validate on",
                task.base(),
                task.data(),
                data.train().size(),
                data.withheld().size(),
                data.validation().size()));
        Labels labels = new Labels(start.config().labels());
        int maxLength = task.config().maxLength();
        Path work = task.out().resolveSibling(task.out().getFileName() + ".training");
        TrainingState state = new TrainingState(work);
        try (Tokenizer tokenizer = Tokenizer.of(start)) {
            TaskRows train = format.encode(data.train(), labels, tokenizer, maxLength);
            TaskRows withheld = format.encode(data.withheld(), labels, tokenizer, maxLength);
            TaskRows validation = format.encode(data.validation(), labels, tokenizer, maxLength);
            TrainingReport report = Trainer.train(
                    start,
                    train,
                    withheld.rows().isEmpty() ? validation : withheld,
                    task.config(),
                    Optional.of(state),
                    TrainingListener.all(
                            listener,
                            new JsonLinesLog(work.resolve("log.jsonl")),
                            new TensorBoardLog(work.resolve("tensorboard"))));
            OfflineTraining.Result result = judge(report.best(), withheld, validation);
            report.best()
                    .write(
                            task.out(),
                            manifest(data, report, result),
                            new HeadCard(task, data.train().size(), labels, report, result).text());
            state.clear();
            return result;
        }
    }

    /** The base with its own head, if that is of this task, or with a new one. */
    private <T> Checkpoint start(Checkpoint base, TaskFormat<T> format, List<T> train) {
        if (base.hasHead() && base.config().task() == task.kind()) {
            return base;
        }
        List<String> labels = task.labels().orElseGet(() -> format.labels(train));
        return base.withNewHead(task.kind(), labels, task.config().seed());
    }

    private OfflineTraining.Result judge(Checkpoint best, TaskRows withheld, TaskRows validation) {
        try (Network network = Network.load(best, task.config().device(), Precision.FLOAT32)) {
            Evaluation onWithheld = withheld.evaluate(network::logitsOf);
            return new OfflineTraining.Result(
                    task.out(), task.kind(), onWithheld, validation.evaluate(network::logitsOf));
        }
    }

    private Manifest manifest(TaskData<?> data, TrainingReport report, OfflineTraining.Result result) {
        Map<String, Double> metrics = new TreeMap<>();
        report.addTo(metrics);
        result.withheld().addTo(metrics, "base.withheld");
        result.validation().addTo(metrics, "validation");
        return new Manifest(
                Manifest.FORMAT_VERSION,
                task.out().getFileName().toString(),
                Optional.of(task.base()),
                Instant.now(),
                Map.of(),
                metrics,
                1,
                Map.of(
                        "task",
                        task.kind().toString(),
                        "config",
                        task.config().toString(),
                        MAX_LENGTH,
                        Integer.toString(task.config().maxLength()),
                        "data",
                        task.data(),
                        "train.rows",
                        Integer.toString(data.train().size()),
                        "withheld.rows",
                        Integer.toString(task.withheldRows()),
                        "withheld.seed",
                        Long.toString(task.withheldSeed()),
                        "command",
                        task.command()),
                Map.of());
    }
}
