package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Safetensors;
import io.sentistream.bert.checkpoint.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A safetensors file of what a teacher has said so far: logits [texts, labels], and what it was asked as a fingerprint. */
record SavedLogits(Path file) {
    private static final String FINGERPRINT = "fingerprint";
    private static final String LOGITS = "logits";

    /**
     * The logits of the first texts; none where the file is of other texts or another teacher.
     *
     * @throws TrainingException if the file is damaged
     */
    List<float[]> load(String fingerprint) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Safetensors saved = Safetensors.read(file);
            Tensor tensor = saved.tensors().get(LOGITS);
            if (tensor == null || !fingerprint.equals(saved.metadata().get(FINGERPRINT))) {
                return List.of();
            }
            float[] all = tensor.toFloats();
            int labels = tensor.shape().get(1);
            return IntStream.range(0, tensor.shape().get(0))
                    .mapToObj(row -> Arrays.copyOfRange(all, row * labels, (row + 1) * labels))
                    .toList();
        } catch (CheckpointException e) {
            throw new TrainingException(file + " is damaged; delete it, and the teacher is asked again", e);
        }
    }

    /** Replaces the file as a whole. */
    void save(String fingerprint, List<float[]> logits) {
        int labels = logits.get(0).length;
        float[] all = new float[logits.size() * labels];
        for (int row = 0; row < logits.size(); row++) {
            System.arraycopy(logits.get(row), 0, all, row * labels, labels);
        }
        Tensor tensor = Tensor.of(all, logits.size(), labels);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            new Safetensors(Map.of(FINGERPRINT, fingerprint), Map.of(LOGITS, tensor)).write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't save what the teacher said to " + file, e);
        }
    }
}
