package io.sentistream.trainer.offline;

import io.sentistream.schemas.config.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A picocli mixin with the options of learning from a teacher. */
@Command
final class TeacherOptions {
    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description = "a model of the same labels to learn from, beside the data's labels: a name, a directory or a"
                    + " name on the Hugging Face hub")
    private String teacher;

    @Option(
            names = "--unlabelled",
            paramLabel = "FILE",
            description = "texts to learn from the teacher alone, one a line, or in the first column; may be repeated")
    private List<Path> unlabelled = List.of();

    @Option(
            names = "--sentences",
            description = "cut the unlabelled texts into sentences, and let the teacher speak of each")
    private boolean sentences;

    @Option(
            names = "--variants",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "learn from the teacher alone what so many variants of each labelled text say, with words left"
                            + " out and ends exchanged (default: ${DEFAULT-VALUE})")
    private int variants;

    @Option(
            names = "--teacher-weight",
            paramLabel = "VALUE",
            defaultValue = "0.9",
            description = "the teacher's part of the loss; the labels have the rest (default: ${DEFAULT-VALUE})")
    private double weight;

    @Option(
            names = "--temperature",
            paramLabel = "VALUE",
            defaultValue = "2",
            description = "both networks' logits are divided by it, so that the less likely labels tell more"
                    + " (default: ${DEFAULT-VALUE})")
    private double temperature;

    /**
     * What was asked for, if there is to be a teacher.
     *
     * @throws SettingsException naming the value that can't be
     */
    Optional<Distillation> read() {
        if (teacher == null) {
            if (!unlabelled.isEmpty()) {
                throw SettingsException.of(
                        "unlabelled", unlabelled.get(0), "give a --teacher too: these texts are learned from it alone");
            }
            if (variants != 0) {
                throw SettingsException.of(
                        "variants", variants, "give a --teacher too: these texts are learned from it alone");
            }
            return Optional.empty();
        }
        if (variants < 0 || variants > 1000) {
            throw SettingsException.of("variants", variants, "give a whole number from 0, for none, to 1000");
        }
        if (!(weight > 0 && weight <= 1)) {
            throw SettingsException.of("teacher-weight", weight, "give a number above 0, and at most 1 for no labels");
        }
        if (!(temperature > 0 && temperature <= 100)) {
            throw SettingsException.of("temperature", temperature, "give a number above 0 and at most 100; 2 is usual");
        }
        return Optional.of(
                new Distillation(teacher, List.copyOf(unlabelled), sentences, variants, weight, temperature));
    }
}
