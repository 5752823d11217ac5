package io.sentistream.trainer.training;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.trainer.evaluation.Evaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A directory from which a killed training goes on: {@code progress.json} says how far it is and names the files {@code
 * step-N.safetensors} of the last state and of the best. It is replaced whole, after the files it names are written.
 * Used by one thread.
 */
public final class TrainingState {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final String PROGRESS = "progress.json";

    private final Path directory;

    /** How far a training is, as {@code progress.json} has it. */
    record Progress(
            String fingerprint,
            long step,
            long bestStep,
            Evaluation best,
            int evaluationsSinceBest,
            double epochLoss,
            long elapsedMillis) {}

    /** The state in a directory, which is made when there is something to save. */
    public TrainingState(Path directory) {
        this.directory = directory;
    }

    /**
     * How far the training with this fingerprint is, if it was begun.
     *
     * @throws TrainingException if the directory holds another training, or is damaged
     */
    Optional<Progress> load(String fingerprint) {
        Path file = directory.resolve(PROGRESS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Progress progress;
        try {
            progress = JSON.readValue(file.toFile(), Progress.class);
        } catch (IOException e) {
            throw new TrainingException(file + " is damaged; delete " + directory + " to start anew", e);
        }
        if (!progress.fingerprint().equals(fingerprint)) {
            throw new TrainingException(directory + " holds an unfinished training of another base, other data or other"
                    + " settings; finish it with the command that began it, or delete it to start anew");
        }
        return Optional.of(progress);
    }

    /** Takes the network back to a step that was saved. */
    void restore(FineTuning network, long step) {
        network.restore(file(step));
    }

    /** Saves the network as it is. */
    void save(FineTuning network) {
        try {
            Files.createDirectories(directory);
            network.save(file(network.steps()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the saved steps that the progress names the ones to go on from, and deletes all others. */
    void record(Progress progress) {
        try {
            Path part = directory.resolve(PROGRESS + ".part");
            JSON.writeValue(part.toFile(), progress);
            Files.move(part, directory.resolve(PROGRESS), StandardCopyOption.ATOMIC_MOVE);
            deleteStates(List.of(file(progress.step()), file(progress.bestStep())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where what a teacher said is kept. */
    public Path teacherFile() {
        return directory.resolve("teacher.safetensors");
    }

    /** Deletes what is needed only to go on. */
    public void clear() {
        try {
            Files.deleteIfExists(directory.resolve(PROGRESS));
            Files.deleteIfExists(teacherFile());
            if (Files.isDirectory(directory)) {
                deleteStates(List.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteStates(List<Path> kept) throws IOException {
        try (DirectoryStream<Path> states = Files.newDirectoryStream(directory, "step-*.safetensors")) {
            for (Path state : states) {
                if (!kept.contains(state)) {
                    Files.delete(state);
                }
            }
        }
    }

    private Path file(long step) {
        return directory.resolve("step-" + step + ".safetensors");
    }
}
