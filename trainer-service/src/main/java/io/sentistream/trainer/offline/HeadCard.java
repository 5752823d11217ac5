package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.task.TaskFormat;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingReport;

/** What {@code README.md} says of a model of another task than single texts. */
record HeadCard(
        OfflineTraining.Task task, int trainRows, Labels labels, TrainingReport report, OfflineTraining.Result result) {
    String text() {
        TrainingConfig config = task.config();
        return """
                ---
                library_name: transformers
                pipeline_tag: %s
                ---

                # %s

                A BERT %s: `%s` fine-tuned on `%s`.

                | | |
                |---|---|
                | base | `%s` |
                | data | `%s`, %,d rows trained on, %d tokens at most |
                | training | %,d steps%s, batches of %d, AdamW at %s, %s, seed %d |
                | hardware | %s |
                | time | %d:%02d:%02d |
                | best | after step %,d, by %s |
                %s%s
                Made by:

                ```
                %s
                ```
                """.formatted(
                        pipeline(),
                        task.out().getFileName(),
                        purpose(),
                        task.base(),
                        task.data(),
                        task.base(),
                        task.data(),
                        trainRows,
                        config.maxLength(),
                        report.steps(),
                        report.stoppedEarly() ? " (stopped early)" : "",
                        config.batchSize() * config.gradientAccumulation(),
                        config.schedule().learningRate(),
                        config.schedule().description(),
                        config.seed(),
                        ModelCard.hardware(config),
                        report.elapsed().toHours(),
                        report.elapsed().toMinutesPart(),
                        report.elapsed().toSecondsPart(),
                        report.bestStep(),
                        ModelCard.metric(config),
                        row("withheld rows", result.withheld()),
                        row("validation rows", result.validation()),
                        task.command());
    }

    private String pipeline() {
        return switch (task.kind()) {
            case SINGLE, PAIR -> "text-classification";
            case TOKENS -> "token-classification";
            case QUESTIONS -> "question-answering";
        };
    }

    private String purpose() {
        String names = String.join(", ", labels.names());
        return switch (task.kind()) {
            case SINGLE, PAIR -> "that classifies pairs of texts as " + names;
            case TOKENS -> "that tags words as " + names;
            case QUESTIONS -> "that finds the answers to questions in texts";
        };
    }

    private String row(String name, Evaluation evaluation) {
        return evaluation.rows() == 0
                ? ""
                : "| " + name + " | " + TaskFormat.of(task.kind()).line(evaluation) + " |\n";
    }
}
