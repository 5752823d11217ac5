package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Progress;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.LabelledTsv;
import io.sentistream.trainer.evaluation.ByLength;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.evaluation.Reliability;
import io.sentistream.trainer.offline.HeadEvaluation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts how many rows of a file a model gets right. */
@Command(
        name = "evaluate",
        description = "Measure a model on labelled rows of its task, without Kafka.",
        sortOptions = false)
public final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE.tsv",
            description =
                    "Rows 'sentence<TAB>label', with or without a header; labels by name or index. For a model of pairs,"
                            + " tokens or questions, rows of its task as 'train --task' has them.")
    private Path data;

    @Mixin
    private ModelOptions model;

    @ArgGroup
    private final Form form = new Form();

    private static final class Form {
        @Option(
                names = "--details",
                description = "Also the accuracy by the number of words, and whether scores mean what they say.")
        private boolean details;

        @Option(
                names = "--json",
                description = "One JSON object: accuracy, rows, correct, low and high (95 %% interval), seconds.")
        private boolean json;
    }

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Checkpoint checkpoint = model.open(context.home());
        if (HeadEvaluation.task(checkpoint, data) != Task.SINGLE) {
            return ofTask(checkpoint);
        }
        try (TextClassifier classifier = model.load(checkpoint)) {
            List<Example> rows = LabelledTsv.read(
                    data, new Labels(classifier.labels()), data.getFileName().toString());
            long began = System.nanoTime();
            List<Classification> answers = classify(classifier, rows);
            double seconds = (System.nanoTime() - began) / 1e9;
            Evaluation evaluation = Evaluation.of(answers, rows);
            context.out().println(form.json ? json(evaluation, seconds) : line(evaluation, seconds));
            if (form.details) {
                context.out().println(ByLength.of(answers, rows));
                context.out().println(Reliability.of(answers, rows));
            }
        }
        return 0;
    }

    private static List<Classification> classify(TextClassifier classifier, List<Example> rows) {
        List<EncodedText> texts =
                rows.stream().map(row -> classifier.encode(row.text())).toList();
        long windows = texts.stream().mapToLong(text -> text.windows().size()).sum();
        LastBatch lastBatch = LastBatch.ofThisProcess();
        try (Progress progress = Progress.of("evaluating", windows)) {
            return lastBatch.awaitedAtExit(() -> classifier.classify(texts, windowsDone -> {
                progress.step(windowsDone);
                lastBatch.between();
            }));
        }
    }

    @SuppressWarnings("try") // the bar is shown, not used
    private int ofTask(Checkpoint checkpoint) {
        if (form.details) {
            throw new CommandFailed("--details is for models of single texts; leave it out");
        }
        long began = System.nanoTime();
        HeadEvaluation result;
        try (Progress progress = Progress.of("evaluating", Progress.UNKNOWN)) {
            result = model.evaluate(checkpoint, data);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        context.out()
                .println(
                        form.json
                                ? json(result.evaluation(), seconds)
                                : String.format(Locale.ROOT, "%s in %.1f s", result.line(), seconds));
        return 0;
    }

    private static String line(Evaluation evaluation, double seconds) {
        return String.format(
                Locale.ROOT,
                "accuracy %.4f (%d of %d rows, 95 %% %.3f–%.3f) in %.1f s",
                evaluation.accuracy(),
                evaluation.correct(),
                evaluation.rows(),
                evaluation.interval().low(),
                evaluation.interval().high(),
                seconds);
    }

    private static String json(Evaluation evaluation, double seconds) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("accuracy", evaluation.accuracy());
        object.put("rows", evaluation.rows());
        object.put("correct", evaluation.correct());
        object.put("low", evaluation.interval().low());
        object.put("high", evaluation.interval().high());
        object.putAll(evaluation.others());
        object.put("seconds", seconds);
        return SentimentJson.write(object);
    }
}
