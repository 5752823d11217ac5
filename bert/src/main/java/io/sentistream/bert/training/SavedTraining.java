package io.sentistream.bert.training;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Safetensors;
import io.sentistream.bert.checkpoint.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of an interrupted training: weights, moments and average as safetensors, the number of steps among its metadata. */
final class SavedTraining {
    private static final String FIRST = "optimizer.first.";
    private static final String SECOND = "optimizer.second.";
    private static final String AVERAGE = "optimizer.average.";
    private static final String STEPS = "steps";

    private SavedTraining() {}

    /** Writes a file that exists only whole. */
    static void write(Path file, TrainingProgram.State state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(state.weights());
        state.first().forEach((name, tensor) -> tensors.put(FIRST + name, tensor));
        state.second().forEach((name, tensor) -> tensors.put(SECOND + name, tensor));
        state.average().forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            new Safetensors(Map.of(STEPS, Long.toString(state.steps())), tensors).write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't save the training to " + file, e);
        }
    }

    /**
     * Reads a file.
     *
     * @param weights the weights it must have, for their names and shapes
     * @param trained the names of those with moments
     * @param averaged the names of those with an average
     * @throws CheckpointException if it is damaged, or of another network or of other trained weights
     */
    static TrainingProgram.State read(
            Path file, Map<String, Tensor> weights, List<String> trained, List<String> averaged) {
        Safetensors saved = Safetensors.read(file);
        Map<String, Tensor> moments = new LinkedHashMap<>(weights);
        moments.keySet().retainAll(trained);
        Map<String, Tensor> averages = new LinkedHashMap<>(weights);
        averages.keySet().retainAll(averaged);
        return new TrainingProgram.State(
                fitting(saved, file, "", weights),
                fitting(saved, file, FIRST, moments),
                fitting(saved, file, SECOND, moments),
                fitting(saved, file, AVERAGE, averages),
                steps(saved, file));
    }

    private static Map<String, Tensor> fitting(
            Safetensors saved, Path file, String prefix, Map<String, Tensor> expected) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        expected.forEach((name, like) -> {
            Tensor tensor = saved.tensors().get(prefix + name);
            if (tensor == null || !tensor.shape().equals(like.shape()) || tensor.dtype() != like.dtype()) {
                throw new CheckpointException(file + " is of another training: " + prefix + name + " should be "
                        + like.dtype() + " " + like.shape() + " but is "
                        + (tensor == null ? "missing" : tensor.dtype() + " " + tensor.shape())
                        + "; restore it with the base and optimizer it was saved with, or start anew");
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    private static long steps(Safetensors saved, Path file) {
        String steps = saved.metadata().getOrDefault(STEPS, "");
        if (!steps.matches("\\d{1,18}")) {
            throw new CheckpointException(
                    file + " does not say how many steps were taken ('" + steps + "'): it is no saved training");
        }
        return Long.parseLong(steps);
    }
}
