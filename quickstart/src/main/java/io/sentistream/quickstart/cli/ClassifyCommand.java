package io.sentistream.quickstart.cli;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies texts without Kafka, one a line in, one result a line out, in the same order. */
@Command(name = "classify", description = "Classify texts by line, without Kafka.", sortOptions = false)
public final class ClassifyCommand implements Callable<Integer> {
    private static final int MOST_LINES = 256;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--json",
            description = "One JSON object a line: text, label, score, scores (the probability of each label).")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Texts by line; standard input where none is given.")
    private Path file;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        LastBatch lastBatch = LastBatch.ofThisProcess();
        try (BufferedReader lines = lines();
                TextClassifier classifier = model.load(context.home());
                Progress progress = progress()) {
            List<String> texts = next(lines);
            while (!texts.isEmpty() && !context.out().checkError()) {
                print(texts, classify(classifier, texts, lastBatch), classifier.labels());
                texts.forEach(text -> progress.step(text.getBytes(StandardCharsets.UTF_8).length + 1L));
                texts = next(lines);
            }
        } catch (IOException e) {
            throw new CommandFailed("can't read the texts: " + e, e);
        }
        return 0;
    }

    private static List<Classification> classify(TextClassifier classifier, List<String> texts, LastBatch lastBatch) {
        return lastBatch.awaitedAtExit(() ->
                classifier.classify(texts.stream().map(classifier::encode).toList(), windows -> lastBatch.between()));
    }

    private BufferedReader lines() throws IOException {
        if (!isFile()) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }
        try {
            return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new CommandFailed("there is no file " + file + "; give one with a text a line", e);
        }
    }

    /** In bytes of the file; results that scroll over the terminal are progress enough. */
    private Progress progress() throws IOException {
        return isFile() && !context.screen().interactive()
                ? Progress.of("classifying", Files.size(file))
                : Progress.none();
    }

    private boolean isFile() {
        return file != null && !file.toString().equals("-");
    }

    /** The next line, and those that can be had without waiting; none at the end. */
    private static List<String> next(BufferedReader lines) throws IOException {
        List<String> texts = new ArrayList<>();
        String line = lines.readLine();
        while (line != null) {
            texts.add(line);
            line = texts.size() < MOST_LINES && lines.ready() ? lines.readLine() : null;
        }
        return texts;
    }

    private void print(List<String> texts, List<Classification> results, List<String> labels) {
        for (int i = 0; i < texts.size(); i++) {
            Classification result = results.get(i);
            context.out()
                    .println(
                            json
                                    ? SentimentJson.of(result, texts.get(i), labels)
                                    : String.format(
                                            Locale.ROOT, "%s\t%.4f\t%s", result.label(), result.score(), texts.get(i)));
        }
        context.out().flush();
    }
}
