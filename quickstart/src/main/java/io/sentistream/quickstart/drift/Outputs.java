package io.sentistream.quickstart.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.inference.Embedded;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.drift.References;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What one model says of sets of rows, kept in files so that the model is asked once.
 *
 * @param checkpoint the model
 * @param inference how it is run
 * @param directory where the files are kept, named by the model's weights and the set
 * @param screen shows how far it is
 */
public record Outputs(Checkpoint checkpoint, InferenceConfig inference, Path directory, Screen screen) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int CHUNK = 256;

    /** The model with a reference made on these rows. */
    public Outputs comparedWith(List<Example> rows) {
        Path file = file("reference", rows, ".json");
        Reference reference = Files.exists(file)
                ? Reference.fromJson(file.toString(), read(file))
                : References.of(embedded("the reference", rows))
                        .orElseThrow(() -> new CommandFailed("there are no rows to make a reference of"));
        if (!Files.exists(file)) {
            write(file, reference.toJson());
        }
        return new Outputs(checkpoint.withReference(reference), inference, directory, screen);
    }

    /** The outputs on the rows of a set, in their order. */
    public List<Output> of(String set, List<Example> rows) {
        Path file = file(set, rows, ".jsonl");
        List<Output> outputs = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    outputs.add(JSON.readValue(line, Output.class));
                }
                return outputs;
            } catch (IOException e) {
                throw new CommandFailed(file + " can't be read: delete it to ask the model anew", e);
            }
        }
        List<Embedded> texts = embedded(set, rows);
        StringBuilder lines = new StringBuilder();
        try {
            for (int i = 0; i < texts.size(); i++) {
                int label = checkpoint
                        .config()
                        .labels()
                        .indexOf(texts.get(i).classification().label());
                outputs.add(Output.of(texts.get(i), label == rows.get(i).label()));
                lines.append(JSON.writeValueAsString(outputs.get(i))).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        return outputs;
    }

    private List<Embedded> embedded(String set, List<Example> rows) {
        List<Embedded> texts = new ArrayList<>();
        try (TextClassifier classifier = TextClassifier.load(checkpoint, inference)) {
            for (int start = 0; start < rows.size(); start += CHUNK) {
                screen.status(set + ": " + start + " of " + rows.size() + " rows");
                texts.addAll(classifier.embed(rows.subList(start, Math.min(rows.size(), start + CHUNK)).stream()
                        .map(row -> classifier.encode(row.text()))
                        .toList()));
            }
        }
        screen.clearStatus();
        return texts;
    }

    private Path file(String set, List<Example> rows, String ending) {
        return directory.resolve(
                set + "-" + rows.size() + "-" + checkpoint.weightsSha256().substring(0, 8) + ending);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.write(file.resolveSibling("." + file.getFileName()), bytes);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
