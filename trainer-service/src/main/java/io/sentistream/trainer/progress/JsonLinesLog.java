package io.sentistream.trainer.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Appends a line of JSON to a file for each step and each evaluation. */
public final class JsonLinesLog implements TrainingListener {
    private final ObjectMapper json = new ObjectMapper();
    private final Writer file;

    /** Appends to a file, which is made with its directories if need be. */
    public JsonLinesLog(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.file = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stepped(TrainingProgress progress) {
        Map<String, Object> line = line("step", progress);
        line.put("loss", progress.loss());
        line.put("gradientNorm", progress.gradientNorm());
        line.put("learningRate", progress.learningRate());
        line.put("examplesPerSecond", progress.examplesPerSecond());
        write(line);
    }

    @Override
    public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
        Map<String, Object> line = line("evaluation", progress);
        line.put("accuracy", evaluation.accuracy());
        line.put("macroF1", evaluation.macroF1());
        line.putAll(evaluation.others());
        line.put("rows", evaluation.rows());
        line.put("loss", evaluation.loss());
        line.put("best", best);
        write(line);
        try {
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ended() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> line(String event, TrainingProgress progress) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", Instant.now().toString());
        line.put("step", progress.step());
        line.put("epoch", progress.epoch());
        return line;
    }

    private void write(Map<String, Object> line) {
        try {
            file.write(json.writeValueAsString(line) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
