package io.sentistream.quickstart.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.training.LabelledBatch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The script {@code eager_training.py} among the resources, in a Python with PyTorch. */
final class EagerPyTorch implements AutoCloseable {
    private static final String SCRIPT = "eager_training.py";

    private final String python;
    private final Path errors;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final String version;
    private double cpuSeconds;

    /**
     * Starts it on these batches.
     *
     * @param python the interpreter
     * @param temporary a directory for the script
     * @throws IllegalStateException if it does not run there
     */
    EagerPyTorch(String python, Path temporary, ModelConfig config, List<LabelledBatch> batches, int threads) {
        this.python = python;
        this.errors = temporary.resolve("eager_training.err");
        try (InputStream script = EagerPyTorch.class.getResourceAsStream(SCRIPT)) {
            Files.copy(script, temporary.resolve(SCRIPT));
            ProcessBuilder builder = new ProcessBuilder(python, SCRIPT)
                    .directory(temporary.toFile())
                    .redirectError(errors.toFile());
            for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
                builder.environment().put(variable, Integer.toString(threads));
            }
            process = builder.start();
            in = process.outputWriter();
            out = process.inputReader();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "can't run '" + python + "': " + e.getMessage() + "; --python names one"
                            + " with PyTorch, such as that of Debian's python3-torch",
                    e);
        }
        version = started(config, batches, threads);
    }

    /** PyTorch's version there. */
    String version() {
        return version;
    }

    /** Takes a step on every batch. */
    void pass() {
        cpuSeconds = Double.parseDouble(answer("go"));
    }

    /** What the process had used of all cores after the last pass. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    private String started(ModelConfig config, List<LabelledBatch> batches, int threads) {
        ObjectMapper json = new ObjectMapper();
        try {
            in.write(json.writeValueAsString(Map.of(
                            "layers", config.layers(),
                            "hidden", config.hiddenSize(),
                            "heads", config.heads(),
                            "inner", config.intermediateSize(),
                            "vocabulary", config.vocabularySize(),
                            "positions", config.positions(),
                            "labels", config.labels().size(),
                            "dropout", config.hiddenDropout(),
                            "threads", threads))
                    + "\n");
            for (LabelledBatch batch : batches) {
                in.write(json.writeValueAsString(Map.of(
                                "ids", batch.rows().stream().map(Sequence::ids).toList(),
                                "labels",
                                        batch.labels().stream()
                                                .map(label -> label[0])
                                                .toList()))
                        + "\n");
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return answer("");
    }

    private String answer(String line) {
        try {
            in.write(line + "\n");
            in.flush();
            String answer = out.readLine();
            if (answer == null) {
                throw failed(new IOException("it ended"));
            }
            return answer;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(IOException cause) {
        process.destroyForcibly();
        try {
            List<String> lines = Files.readAllLines(errors);
            return new IllegalStateException(
                    "PyTorch failed in '" + python + "': "
                            + (lines.isEmpty() ? cause.getMessage() : lines.get(lines.size() - 1))
                            + "; --python names an interpreter with PyTorch, such as that of Debian's python3-torch",
                    cause);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
