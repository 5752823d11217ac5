package io.sentistream.trainer.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.training.ScheduleConfig;
import io.sentistream.trainer.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TrainingOptionsTest {
    @TempDir
    private Path directory;

    @Command(name = "program")
    static final class Program {
        @Mixin
        private TrainingOptions training;
    }

    private static TrainingConfig read(Map<String, String> environment, String... arguments) {
        Program program = new Program();
        new CommandLine(program).parseArgs(arguments);
        return program.training.read(environment);
    }

    private String yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("recipe.yaml"), text).toString();
    }

    @Test
    void anOptionBeatsTheEnvironmentWhichBeatsTheFileWhichBeatsTheDefault() throws IOException {
        String file = yaml("""
            # three layers, stopped when it is enough
            epochs: 5
            batch.size: 16
            learning.rate: 3e-5
            schedule: cosine
            frozen.layers: 3
            freeze.word.embeddings: true
            patience: 2
            device: cpu
            """);

        TrainingConfig config = read(
                Map.of("SENTISTREAM_TRAIN_BATCH_SIZE", "8", "SENTISTREAM_TRAIN_EPOCHS", "6", "HOME", "/"),
                "--config",
                file,
                "--epochs",
                "7");

        assertThat(config.epochs()).isEqualTo(7);
        assertThat(config.batchSize()).isEqualTo(8);
        assertThat(config.schedule()).isEqualTo(new ScheduleConfig(ScheduleConfig.Shape.COSINE, 3e-5, 0.06, 0));
        assertThat(config.optimizer().frozenLayers()).isEqualTo(3);
        assertThat(config.optimizer().freezeWordEmbeddings()).isTrue();
        assertThat(config.evaluation().patience()).isEqualTo(2);
        assertThat(config.seed()).isEqualTo(42);
    }

    @Test
    void anEmptyFileAndNoneAreTheDefaults() throws IOException {
        TrainingConfig defaults = read(Map.of());

        assertThat(read(Map.of(), "--config", yaml(""))).isEqualTo(defaults);
        assertThat(read(Map.of(), "--config", yaml("# nothing yet\n"))).isEqualTo(defaults);
    }

    @Test
    void whatTheFileCannotSayIsNamedWithItsFix() throws IOException {
        refused("epochs: none", "epochs=none", "whole number");
        refused("learning-rate: 3e-5", "learning-rate=3.0E-5", "did you mean learning.rate?");
        refused("learning:\n  rate: 3e-5", "learning={", "learning.rate: 3e-5");
        refused("epochs: [1, 2]", "epochs=[1,2]", "one value");
        refused("epochs:", "epochs=null", "one value");
        refused("epochs: 1\nepochs: 2", "recipe.yaml", "Duplicate");
        refused("- epochs", "recipe.yaml", "KEY: VALUE");
        refused("epochs: {", "recipe.yaml", "can't be read");
        assertThatThrownBy(() -> read(Map.of(), "--config", "missing.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("config=missing.yaml");
    }

    private void refused(String text, String named, String fix) throws IOException {
        String file = yaml(text);
        assertThatThrownBy(() -> read(Map.of(), "--config", file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(named)
                .hasMessageContaining(fix);
    }
}
