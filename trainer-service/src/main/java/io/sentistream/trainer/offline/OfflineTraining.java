package io.sentistream.trainer.offline;

import static io.sentistream.bert.checkpoint.Task.SINGLE;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.LabelledTsv;
import io.sentistream.trainer.data.UnlabelledTexts;
import io.sentistream.trainer.data.Variants;
import io.sentistream.trainer.data.Withholding;
import io.sentistream.trainer.drift.References;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.progress.JsonLinesLog;
import io.sentistream.trainer.progress.TensorBoardLog;
import io.sentistream.trainer.task.TaskFormat;
import io.sentistream.trainer.training.Teacher;
import io.sentistream.trainer.training.Teaching;
import io.sentistream.trainer.training.Trainer;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingReport;
import io.sentistream.trainer.training.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fine-tunes a base into a Hugging Face directory. The best epoch is chosen on rows withheld from training; the data's
 * validation rows are for the report alone, unless nothing is withheld.
 */
public final class OfflineTraining {
    private final Models models;
    private final BaseData baseData;
    private final Task task;

    /**
     * What to train.
     *
     * @param out the directory to write
     * @param base the model's name or directory
     * @param data as {@link BaseData#resolve} takes it
     * @param validation rows to report on in place of the data's own
     * @param kind what for
     * @param labels the names of the classes where the base has no head for it; empty for those usual for the task
     * @param withheldRows as {@link Withholding#of} takes it; 0 for none
     * @param withheldSeed as {@link Withholding#of} takes it
     * @param distillation what to learn from a teacher, if there is one
     * @param config how to train
     * @param command what to type to do it again, for the model card
     */
    record Task(
            Path out,
            String base,
            String data,
            Optional<Path> validation,
            io.sentistream.bert.checkpoint.Task kind,
            Optional<List<String>> labels,
            int withheldRows,
            long withheldSeed,
            Optional<Distillation> distillation,
            TrainingConfig config,
            String command) {}

    /** What came of it: the directory, and the best checkpoint on withheld rows and on the validation rows, by task. */
    public record Result(
            Path directory, io.sentistream.bert.checkpoint.Task kind, Evaluation withheld, Evaluation validation) {
        /** For people, in lines. */
        @Override
        public String toString() {
            if (kind != SINGLE) {
                TaskFormat<?> format = TaskFormat.of(kind);
                return directory
                        + (withheld.rows() > 0 ? "\nwithheld rows:   " + format.line(withheld) : "")
                        + (validation.rows() > 0 ? "\nvalidation rows: " + format.line(validation) : "");
            }
            return directory
                    + (withheld.rows() > 0 ? "\naccuracy on withheld rows:   " + withheld : "")
                    + (validation.rows() > 0 ? "\naccuracy on validation rows: " + validation : "");
        }
    }

    OfflineTraining(Models models, BaseData baseData, Task task) {
        this.models = models;
        this.baseData = baseData;
        this.task = task;
    }

    /**
     * Trains, or goes on with what a killed one left in {@code out.training}, and writes the directory.
     *
     * @param listener shows the progress
     * @param say is told each stage in words
     * @throws SettingsException if the directory exists already
     */
    public Result run(TrainingListener listener, Consumer<String> say) throws InterruptedException {
        if (Files.exists(task.out())) {
            throw SettingsException.of("out", task.out(), "it exists already; give another directory or move it away");
        }
        if (task.kind() != SINGLE) {
            return new HeadTraining(models, task).run(listener, say);
        }
        Checkpoint base = Checkpoint.open(models.resolve(task.base()));
        Checkpoint start = base.hasHead() && base.config().task() == task.kind()
                ? base
                : base.withNewHead(
                        task.labels().orElse(TrainCommand.SENTIMENT),
                        task.config().seed());
        Labels labels = new Labels(start.config().labels());
        DataSet data = baseData.resolve(task.data(), labels);
        if (task.validation().isPresent()) {
            Path file = task.validation().get();
            data = new DataSet(data.name(), data.train(), LabelledTsv.read(file, labels, file.toString()));
        }
        Withholding rows = Withholding.of(data.train(), task.withheldRows(), task.withheldSeed());
        say.accept(String.format(
                "%s on %s: %,d rows to train on, %,d withheld (and %,d that overlap them), %,d to validate on",
                task.base(),
                data.name(),
                rows.train().size(),
                rows.withheld().size(),
                data.train().size() - rows.train().size() - rows.withheld().size(),
                data.validation().size()));

        Path work = task.out().resolveSibling(task.out().getFileName() + ".training");
        TrainingState state = new TrainingState(work);
        DataSet split =
                new DataSet(data.name(), rows.train(), rows.withheld().isEmpty() ? data.validation() : rows.withheld());
        List<Example> known = new ArrayList<>(data.train());
        known.addAll(data.validation());
        Optional<Teaching> teaching = teaching(labels, split.train(), known, state.teacherFile(), say);
        int unlabelledRows = teaching.map(given -> given.unlabelled().size()).orElse(0);
        TrainingReport report = Trainer.train(
                start,
                split,
                teaching,
                task.config(),
                Optional.of(state),
                TrainingListener.all(
                        listener,
                        new JsonLinesLog(work.resolve("log.jsonl")),
                        new TensorBoardLog(work.resolve("tensorboard"))));
        Judged judged = judge(report, rows.withheld(), data.validation());
        Result result = new Result(task.out(), task.kind(), judged.withheld(), judged.validation());
        withReference(judged.best(), rows.withheld().isEmpty() ? data.validation() : rows.withheld())
                .write(
                        task.out(),
                        manifest(data, rows, unlabelledRows, report, judged),
                        new ModelCard(task, data.name(), labels, unlabelledRows, report, judged).text());
        state.clear();
        return result;
    }

    private Optional<Teaching> teaching(
            Labels labels, List<Example> train, List<Example> known, Path file, Consumer<String> say)
            throws InterruptedException {
        if (task.distillation().isEmpty()) {
            return Optional.empty();
        }
        Distillation asked = task.distillation().get();
        Checkpoint checkpoint = Checkpoint.open(models.resolve(asked.teacher()));
        Teacher teacher = new Teacher(asked.teacher(), checkpoint, labels, task.config(), file);
        List<String> unlabelled = new ArrayList<>(UnlabelledTexts.read(asked.unlabelled(), asked.sentences(), known));
        unlabelled.addAll(
                Variants.of(train, asked.variants(), known, task.config().seed()));
        say.accept(
                String.format("taught by %s, and by it alone on %,d texts without labels", asked, unlabelled.size()));
        List<String> texts = new ArrayList<>();
        train.forEach(row -> texts.add(row.text()));
        texts.addAll(unlabelled);
        return Optional.of(new Teaching(asked.weight(), asked.temperature(), teacher.logits(texts, say), unlabelled));
    }

    private Judged judge(TrainingReport report, List<Example> withheld, List<Example> validation) {
        InferenceConfig inference = new InferenceConfig(task.config().device(), Precision.FLOAT32, 512, 8, 4096);
        try (TextClassifier classifier = TextClassifier.load(report.best(), inference)) {
            return Judged.of(report.best(), classifier, withheld, validation);
        }
    }

    /** With what texts like those it was trained on look like to it, for the trainer's watch for drift. */
    private Checkpoint withReference(Checkpoint best, List<Example> unseen) {
        InferenceConfig inference = new InferenceConfig(task.config().device(), Precision.FLOAT32, 512, 8, 4096);
        try (TextClassifier classifier = TextClassifier.load(best, inference)) {
            return References.of(classifier.embed(unseen.stream()
                            .map(row -> classifier.encode(row.text()))
                            .toList()))
                    .map(best::withReference)
                    .orElse(best);
        }
    }

    private Manifest manifest(
            DataSet data, Withholding rows, int unlabelledRows, TrainingReport report, Judged judged) {
        Map<String, Double> metrics = new TreeMap<>();
        report.addTo(metrics);
        judged.addTo(metrics);
        Map<String, String> training = new TreeMap<>(Map.of(
                "config", task.config().toString(),
                "data", data.name(),
                "train.rows", Integer.toString(rows.train().size()),
                "withheld.rows", Integer.toString(task.withheldRows()),
                "withheld.seed", Long.toString(task.withheldSeed()),
                "command", task.command()));
        task.distillation().ifPresent(distillation -> {
            training.put("teacher", distillation.toString());
            training.put("unlabelled.rows", Integer.toString(unlabelledRows));
        });
        return new Manifest(
                Manifest.FORMAT_VERSION,
                task.out().getFileName().toString(),
                Optional.of(task.base()),
                Instant.now(),
                Map.of(),
                metrics,
                judged.calibration().temperature(),
                training,
                Map.of());
    }
}
