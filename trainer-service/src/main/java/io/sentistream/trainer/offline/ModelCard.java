package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.BestMetric;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingReport;
import java.util.Locale;

/** What {@code README.md} says of a model that was trained by hand. */
record ModelCard(
        OfflineTraining.Task task,
        String dataName,
        Labels labels,
        int unlabelledRows,
        TrainingReport report,
        Judged judged) {
    String text() {
        TrainingConfig config = task.config();
        return """
                ---
                library_name: transformers
                pipeline_tag: text-classification
                tags: [sentiment]
                ---

                # %s

                A BERT that classifies texts as %s: `%s` fine-tuned on `%s`.

                | | |
                |---|---|
                | base | `%s` |
                | data | `%s`, %,d rows trained on |
                %s| training | %s%,d steps%s, batches of %d, AdamW at %s, %s, word embeddings %s, seed %d |
                | hardware | %s |
                | time | %d:%02d:%02d |
                | best | after step %,d, by %s |
                %s%s%s
                The best was chosen on rows withheld from training%s. Made by:

                ```
                %s
                ```
                """.formatted(
                        task.out().getFileName(),
                        String.join(", ", labels.names()),
                        task.base(),
                        dataName,
                        task.base(),
                        dataName,
                        report.trainRows(),
                        teacher(),
                        config.maxSteps() > 0 || report.stoppedEarly() ? "" : config.epochs() + " epochs, ",
                        report.steps(),
                        report.stoppedEarly() ? " (stopped early)" : "",
                        config.batchSize() * config.gradientAccumulation(),
                        config.schedule().learningRate(),
                        config.schedule().description(),
                        config.optimizer().freezeWordEmbeddings() ? "frozen" : "trained",
                        config.seed(),
                        hardware(config),
                        report.elapsed().toHours(),
                        report.elapsed().toMinutesPart(),
                        report.elapsed().toSecondsPart(),
                        report.bestStep(),
                        metric(config),
                        row("withheld rows", judged.withheld()),
                        row("validation rows", judged.validation()),
                        calibration(),
                        judged.withheld().rows() > 0 ? "; the validation rows took no part" : ", or was the last",
                        task.command());
    }

    static String metric(TrainingConfig config) {
        BestMetric best = config.evaluation().best();
        return best.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String teacher() {
        return task.distillation()
                .map(distillation -> String.format(
                        Locale.ROOT,
                        "| teacher | %s, %,d of the rows without labels |\n",
                        distillation,
                        unlabelledRows))
                .orElse("");
    }

    private String calibration() {
        return judged.calibration().temperature() == 1 || judged.validation().rows() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "| calibration | temperature %.3f fitted on the withheld rows; expected calibration error on"
                                + " validation rows %.4f before, %.4f with it |\n",
                        judged.calibration().temperature(),
                        judged.errorBefore(),
                        judged.errorAfter());
    }

    private static String row(String name, Evaluation evaluation) {
        return evaluation.rows() == 0 ? "" : "| accuracy on " + name + " | " + evaluation + " |\n";
    }

    static String hardware(TrainingConfig config) {
        return config.device().cuda()
                ? "CUDA device " + config.device().index()
                : String.format(
                        Locale.ROOT,
                        "%d CPU cores, %s",
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"));
    }
}
