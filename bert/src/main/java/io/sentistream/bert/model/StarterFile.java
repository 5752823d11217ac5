package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Reference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Makes a fine-tuned directory the starter of the next build: writes its difference to its base, and its model card,
 * beside this class's resources. {@code docs/training.md} has the command.
 */
public final class StarterFile {
    private StarterFile() {}

    /**
     * Writes {@code starter.delta}, {@code starter.md} and, where the directory has one, its reference.
     *
     * @param arguments the fine-tuned directory, the directory of the resources, and the directory of prepared models
     */
    public static void main(String[] arguments) throws IOException {
        Path tuned = Path.of(arguments[0]);
        Path resources = Path.of(arguments[1]);
        Checkpoint base = Checkpoint.open(new Models(Path.of(arguments[2])).resolve(Starter.BASE.baseName()));
        try (OutputStream out = Files.newOutputStream(resources.resolve(Starter.NAME + ".delta"))) {
            WeightDelta.write(base, Checkpoint.open(tuned), out);
        }
        if (Files.exists(tuned.resolve(Reference.NAME))) {
            Files.copy(
                    tuned.resolve(Reference.NAME),
                    resources.resolve(Starter.REFERENCE),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(
                tuned.resolve("README.md"),
                resources.resolve(Starter.NAME + ".md"),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
